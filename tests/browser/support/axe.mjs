// axe-core over what screen readers get: the mirror. Contrast is drawn on the canvas, where axe cannot look; the themes'
// contrast is tested in tests/web/theme.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it is now: "rule: element, element". */
export async function violations(client) {
  await client.settled();
  await client.page.evaluate(source);
  return client.page.evaluate(async () => {
    const {violations: found} = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: {'color-contrast': {enabled: false}},
    });
    return found.map(({id, nodes}) => `${id}: ${nodes.slice(0, 4).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}
