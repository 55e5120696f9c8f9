import {launchChromium} from './support/puppeteer.mjs';
import {scenario} from './support/scenario.mjs';

scenario('chromium', launchChromium);
