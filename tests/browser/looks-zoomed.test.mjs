import {testLooks} from './support/looks.mjs';

// Wide, at 200%.
testLooks('zoomed', {viewport: {width: 720, height: 450}, deviceScaleFactor: 2});
