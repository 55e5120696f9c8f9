import {scenario} from './support/scenario.mjs';
import {launchWebKit} from './support/webkit.mjs';

scenario('webkit', launchWebKit);
