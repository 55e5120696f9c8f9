// What the measurements say, as text for people.

/** The middle one of an odd number of figures. */
export function median(figures) {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];
}

export const ms = (figure) => `${figure.toFixed(1)} ms`;
export const ratio = (figure, base) => (figure / base).toFixed(2);
export const count = (figure) => figure.toLocaleString('en');

export class Report {
  constructor() {
    this.targets = [];
  }

  chapter(title) {
    console.log(`\n${title}\n${'='.repeat(title.length)}`);
  }

  say(text) {
    console.log(text);
  }

  skipped(text) {
    console.log(`SKIPPED: ${text}`);
  }

  /** The first column is left-aligned, figures are right-aligned. */
  table(header, rows) {
    const lines = [header, ...rows].map((cells) => cells.map(String));
    const widths = header.map((_, i) => Math.max(...lines.map((cells) => cells[i].length)));
    for (const cells of lines) {
      const padded = cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
      console.log(`  ${padded.join('   ').trimEnd()}`);
    }
  }

  target(name, met, detail = '') {
    this.targets.push({name, met, detail});
  }

  /** Whether every target is met. */
  conclude() {
    this.chapter('Targets');
    for (const {name, met, detail} of this.targets) {
      console.log(`  ${met ? 'met   ' : 'MISSED'}  ${name}${detail && ` (${detail})`}`);
    }
    return this.targets.every(({met}) => met);
  }
}
