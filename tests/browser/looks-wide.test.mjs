import {testLooks} from './support/looks.mjs';

testLooks('wide', {viewport: {width: 1440, height: 900}});
