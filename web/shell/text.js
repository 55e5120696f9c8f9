// Text that the client's fonts cannot show: the browser shapes and draws it (any script, either
// direction, emoji), and the picture becomes a texture.

const kFamily = '"DataVault Text", system-ui, "Noto Sans", sans-serif';
const kRightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const kLetter = /\p{L}/u;
// Browsers draw light text fatter and dark text thinner, WebKit by half: only grey has the weight of the canvas's fonts.
const kEvenWeight = '#888';

const canvas = document.createElement('canvas');
const context = canvas.getContext('2d');

function fontOf(pixels, strong) {
  return `${strong ? 600 : 400} ${pixels}px ${kFamily}`;
}

/** The first letter decides, as HTML's dir="auto" has it. */
function directionOf(text) {
  const letter = text.match(kLetter);
  return letter && kRightToLeft.test(letter[0]) ? 'rtl' : 'ltr';
}

function breakLines(text, maxWidth) {
  if (!(maxWidth > 0)) return [text.replace(/\n/g, ' ')];
  const lines = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    // Scripts without spaces (Chinese, Thai...) need the browser's knowledge of words.
    const words = Intl.Segmenter ?
        [...new Intl.Segmenter(undefined, {granularity: 'word'}).segment(paragraph)].map(
            (part) => part.segment) :
        paragraph.split(/(?<=\s)/);
    for (const word of words) {
      if (line && context.measureText((line + word).trimEnd()).width > maxWidth) {
        lines.push(line.trimEnd());
        line = word.trimStart();
      } else {
        line += word;
      }
    }
    lines.push(line);
  }
  return lines;
}

/**
 * Draws a text in white onto the bound texture. Sizes are device pixels; `maxWidth` 0 is one line.
 * Returns [width, height, 1 if it runs from right to left].
 */
export function rasterize(gl, text, pixels, lineHeight, strong, maxWidth) {
  context.font = fontOf(pixels, strong);
  const lines = breakLines(text, maxWidth);
  const direction = directionOf(text);
  const widest = Math.max(...lines.map((line) => context.measureText(line).width));
  canvas.width = Math.min(Math.max(1, Math.ceil(widest) + 2), 4096);
  canvas.height = Math.min(Math.max(1, Math.ceil(lineHeight * lines.length)), 4096);
  context.font = fontOf(pixels, strong);
  context.fillStyle = kEvenWeight;
  context.textBaseline = 'alphabetic';
  context.direction = direction;
  context.textAlign = 'left';
  // Where the fonts of the canvas have their baseline, so that both look alike side by side.
  const baseline = lineHeight / 2 + pixels * 0.36;
  lines.forEach((line, i) => context.fillText(line, 1, Math.round(i * lineHeight + baseline)));
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, canvas);
  return [canvas.width, canvas.height, +(direction === 'rtl')];
}

/** The client's own fonts, for fields that are edited in place and for mixed texts. */
export function addFont(bytes, weight) {
  if (!window.FontFace) return;
  new FontFace('DataVault Text', bytes, {weight: String(weight)}).load()
      .then((face) => document.fonts.add(face)).catch(() => {});
}
