import {testLooks} from './support/looks.mjs';

testLooks('phone', {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, hasTouch: true, isMobile: true});
