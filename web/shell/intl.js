// Numbers and dates as the user's language writes them.

function isKnown(language) {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

// A browser on a system without a language calls it "C", which no formatter takes; without any it is the formatter's own.
const locale = (navigator.languages || []).filter(isKnown);
const formatters = new Map();

function formatter(kind, options) {
  const key = kind + JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, new Intl[kind](locale, options));
  return formatters.get(key);
}

/** A decimal string; grouped, with all of its digits unless `maxDecimals` is given. */
function decimal(text, maxDecimals) {
  const point = text.indexOf('.');
  const digits = point < 0 ? 0 : text.length - point - 1;
  const decimals = Math.min(maxDecimals >= 0 ? Math.min(digits, maxDecimals) : digits, 20);
  const options = {minimumFractionDigits: maxDecimals >= 0 ? 0 : decimals,
                   maximumFractionDigits: decimals};
  // As a number it would lose digits beyond 15: the whole part is exact as a BigInt, the rest follows it.
  if (text.replace(/\D/g, '').length <= 15) {
    return formatter('NumberFormat', options).format(Number(text));
  }
  const whole = formatter('NumberFormat', {}).format(BigInt(text.split('.')[0] || 0));
  const separator = formatter('NumberFormat', {}).formatToParts(1.5)
      .find((part) => part.type === 'decimal').value;
  return decimals ? whole + separator + text.slice(point + 1, point + 1 + decimals) : whole;
}

function relative(ms) {
  const units = [['year', 31557600], ['month', 2629800], ['day', 86400], ['hour', 3600],
                 ['minute', 60]];
  const seconds = (ms - Date.now()) / 1000;
  const format = formatter('RelativeTimeFormat', {numeric: 'auto'});
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(Math.trunc(seconds), 'second');
}

function unit(value, name, decimals) {
  return formatter('NumberFormat', {style: 'unit', unit: name, unitDisplay: 'narrow',
                                    maximumFractionDigits: decimals}).format(value);
}

function duration(ms) {
  if (ms < 1000) return unit(ms, 'millisecond', 0);
  if (ms < 60000) return unit(ms / 1000, 'second', 1);
  if (ms < 3600000) {
    return unit(Math.floor(ms / 60000), 'minute', 0) + ' ' + unit((ms % 60000) / 1000, 'second', 0);
  }
  return unit(Math.floor(ms / 3600000), 'hour', 0) + ' ' +
         unit(Math.floor(ms % 3600000 / 60000), 'minute', 0);
}

function bytes(count) {
  const names = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  let step = 0;
  for (; count >= 1000 && step < 3; step++) count /= 1000;
  return unit(count, names[step], 1);
}

const kDateStyles = [{dateStyle: 'medium'}, {dateStyle: 'medium', timeStyle: 'short'},
                     {timeStyle: 'medium'}];

/** `kind` as in web/platform/intl.cpp; `text` holds the number. */
export function format(kind, text, option) {
  try {
    switch (kind) {
      case 0: return formatter('NumberFormat', {}).format(Number(text));
      case 1: return decimal(text, option);
      case 2: return formatter('NumberFormat', {style: 'percent'}).format(Number(text));
      case 3: return formatter('DateTimeFormat', kDateStyles[option]).format(Number(text));
      case 4: return relative(Number(text));
      case 5: return duration(Number(text));
      case 6: return bytes(Number(text));
      default: return String(new Date(text).getTime());  // without a zone it is local
    }
  } catch {
    return text;
  }
}
