import {launchFirefox} from './support/puppeteer.mjs';
import {scenario} from './support/scenario.mjs';

scenario('firefox', launchFirefox);
