// Which HTML element mirrors which role, and how a node's state is written onto it.

// The order of MirrorFlag in web/platform/mirror.h.
export const kFlags = {
  disabled: 1, checked: 2, mixed: 4, selected: 8, hasExpanded: 16, expanded: 32, hasPressed: 64,
  pressed: 128, invalid: 256, required: 512, current: 1024, modal: 2048, takesFocus: 4096,
  autofocus: 8192, covered: 16384, wantsKeys: 32768, busy: 65536, opensPopup: 131072,
  focusable: 262144, wantsWheel: 524288,
};

// [tag, ARIA role or none, 'container' | 'text' (its name is its text) | 'label' (its name is a label)]
const kKinds = {
  application: ['div', 'application', 'container'],
  main: ['main', '', 'container'],
  navigation: ['nav', '', 'container'],
  banner: ['header', 'banner', 'container'],
  region: ['section', 'region', 'container'],
  group: ['div', 'group', 'container'],
  form: ['form', '', 'container'],
  list: ['ul', 'list', 'container'],
  list_item: ['li', 'listitem', 'container'],
  article: ['article', '', 'container'],
  scroller: ['div', '', 'container'],
  radio_group: ['div', 'radiogroup', 'container'],
  dialog: ['div', 'dialog', 'container'],
  menu: ['div', 'menu', 'container'],
  listbox: ['div', 'listbox', 'container'],
  tablist: ['div', 'tablist', 'container'],
  tabpanel: ['div', 'tabpanel', 'container'],
  table: ['table', 'table', 'container'],
  row: ['tr', 'row', 'container'],
  tooltip: ['div', 'tooltip', 'container'],
  text: ['p', '', 'text'],
  heading: ['h1', '', 'text'],
  button: ['button', '', 'text'],
  link: ['a', '', 'text'],
  checkbox: ['input', '', 'label'],
  toggle: ['button', 'switch', 'label'],
  radio: ['input', '', 'label'],
  textbox: ['input', '', 'field'],
  searchbox: ['input', '', 'field'],
  email: ['input', '', 'field'],
  number: ['input', '', 'field'],
  date_time: ['input', '', 'field'],
  password: ['input', '', 'field'],
  textarea: ['textarea', '', 'field'],
  combobox: ['button', 'combobox', 'label'],
  option: ['div', 'option', 'text'],
  menuitem: ['button', 'menuitem', 'text'],
  tab: ['button', 'tab', 'text'],
  column_header: ['th', 'columnheader', 'text'],
  cell: ['td', 'cell', 'container'],
  progressbar: ['div', 'progressbar', 'label'],
  image: ['div', 'img', 'label'],
  alert: ['div', 'alert', 'text'],
  status: ['div', 'status', 'text'],
  separator: ['div', 'separator', 'label'],
  search_combobox: ['input', 'combobox', 'field'],
};
const kInputTypes = {
  checkbox: 'checkbox', radio: 'radio', textbox: 'text', searchbox: 'search', email: 'email',
  number: 'text', date_time: 'datetime-local', password: 'password', search_combobox: 'text',
};
const kActivated = ['button', 'link', 'checkbox', 'toggle', 'radio', 'combobox', 'option', 'menuitem',
                    'tab', 'column_header', 'row'];

/** A click on an element of this role presses the widget. */
export const isActivated = (role) => kActivated.includes(role);

function tagOf(node) {
  return node.role === 'heading' ? 'h' + (node.level || 1) : kKinds[node.role][0];
}

// What an element was made as. Asked for all elements whenever one joins; reading it off the document is slow.
const shapes = new WeakMap();
const shapeOf = (node) => (node.role === 'heading' ? node.role + (node.level || 1) : node.role);

/** The same element cannot become this node. */
export const needsNewElement = (element, node) => shapes.get(element) !== shapeOf(node);

const idOf = (number) => (number ? 'node-' + number : null);

export function createElement(node) {
  const [, role, kind] = kKinds[node.role];
  const element = document.createElement(tagOf(node));
  shapes.set(element, shapeOf(node));
  element.dataset.id = node.id;
  element.id = idOf(node.id);
  element.dataset.role = node.role;
  if (role) element.setAttribute('role', role);
  if (kind === 'field') element.className = 'field';
  else if (kind !== 'container') element.className = 'leaf';
  if (kInputTypes[node.role]) element.type = kInputTypes[node.role];
  if (element.localName === 'button') element.type = 'button';
  if (node.role === 'column_header') element.scope = 'col';
  if (node.role === 'number') element.inputMode = 'decimal';
  if (kind === 'field') {
    element.spellcheck = node.role === 'textarea';
    element.autocapitalize = 'off';
  }
  return element;
}

function setAttribute(element, name, value) {
  if (value === undefined || value === null || value === '' || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

function setName(element, node, kind) {
  if (kind === 'text') {
    if (element.textContent !== (node.name || '')) element.textContent = node.name || '';
    return;
  }
  setAttribute(element, 'aria-label', node.name);
  // A select shows its value as its text.
  if (node.role === 'combobox' && element.textContent !== (node.value || '')) {
    element.textContent = node.value || '';
  }
}

function setStates(element, node, has) {
  const disabled = has('disabled');
  if ('disabled' in element) element.disabled = disabled;
  else setAttribute(element, 'aria-disabled', disabled);
  setAttribute(element, 'aria-expanded', has('hasExpanded') ? String(has('expanded')) : null);
  setAttribute(element, 'aria-pressed', has('hasPressed') ? String(has('pressed')) : null);
  setAttribute(element, 'aria-invalid', has('invalid'));
  setAttribute(element, 'aria-required', has('required'));
  setAttribute(element, 'aria-busy', has('busy'));
  setAttribute(element, 'aria-modal', has('modal'));
  setAttribute(element, 'aria-description', node.description);
  const step = element.closest('ol, [role=list]') ? 'step' : 'page';
  setAttribute(element, 'aria-current', has('current') ? step : null);
  if (has('opensPopup')) {
    setAttribute(element, 'aria-haspopup', node.role === 'combobox' ? 'listbox' : 'menu');
  }
  if (node.role === 'option' || node.role === 'tab') {
    setAttribute(element, 'aria-selected', String(has('selected')));
  } else if (node.role === 'row') {
    setAttribute(element, 'aria-selected', has('selected'));
  }
  if (node.role === 'toggle') setAttribute(element, 'aria-checked', String(has('checked')));
  if (node.role === 'menuitem') {
    setAttribute(element, 'role', has('hasPressed') ? 'menuitemcheckbox' : 'menuitem');
    setAttribute(element, 'aria-pressed', null);
    setAttribute(element, 'aria-checked', has('hasPressed') ? String(has('pressed')) : null);
  }
}

function setTabStop(element, node, has) {
  let stop = null;
  if (node.role === 'option' || node.role === 'menuitem') stop = -1;
  else if (node.role === 'tab') stop = has('selected') ? 0 : -1;
  else if (node.role === 'heading' || node.role === 'dialog' || node.role === 'main') stop = -1;
  else if (has('focusable')) stop = node.role === 'row' && element.tabIndex !== 0 ? -1 : 0;
  setAttribute(element, 'tabindex', stop);
}

function setDetails(element, node) {
  switch (node.role) {
    case 'link':
      setAttribute(element, 'href', node.extra || '#');
      break;
    case 'radio':
      setAttribute(element, 'name', node.extra);
      break;
    case 'column_header':
      setAttribute(element, 'aria-sort', node.extra);
      break;
    case 'table':
      setAttribute(element, 'aria-rowcount', node.count);
      setAttribute(element, 'aria-colcount', node.columns);
      break;
    case 'row':
      setAttribute(element, 'aria-rowindex', node.index);
      break;
    case 'option':
      setAttribute(element, 'aria-posinset', node.index || null);
      setAttribute(element, 'aria-setsize', node.count || null);
      break;
    case 'combobox':
      setAttribute(element, 'aria-controls', node.extra);
      break;
    case 'search_combobox':
      setAttribute(element, 'placeholder', node.hint);
      setAttribute(element, 'autocomplete', 'off');
      setAttribute(element, 'aria-autocomplete', 'list');
      setAttribute(element, 'aria-controls', node.extra);
      setAttribute(element, 'aria-activedescendant', idOf(node.active));
      break;
    case 'progressbar':
      setAttribute(element, 'aria-valuemin', 0);
      setAttribute(element, 'aria-valuemax', 100);
      setAttribute(element, 'aria-valuenow', node.percent >= 0 ? node.percent : null);
      setAttribute(element, 'aria-valuetext', node.value);
      break;
    default:
      if (kKinds[node.role][2] === 'field') {
        setAttribute(element, 'placeholder', node.hint);
        setAttribute(element, 'autocomplete', node.extra || 'off');
        setAttribute(element, 'maxlength', node.level || null);
        setAttribute(element, 'aria-activedescendant', idOf(node.active));
      }
  }
}

function setGeometry(element, node, has) {
  const style = element.style;
  const set = (name, value) => {
    if (style[name] !== value) style[name] = value;
  };
  set('left', node.x + 'px');
  set('top', node.y + 'px');
  set('width', Math.max(node.w, 1) + 'px');
  set('height', Math.max(node.h, 1) + 'px');
  element.classList.toggle('scrolls', !!node.ch);
  element.classList.toggle('layer', ['dialog', 'menu', 'listbox', 'tooltip'].includes(node.role));
  element.classList.toggle('wheel', has('wantsWheel'));
  if (kKinds[node.role][2] === 'field') element.classList.toggle('covered', has('covered'));
}

/** Writes the node onto its element; only what differs touches the document. */
export function applyNode(element, node) {
  const has = (flag) => ((node.flags || 0) & kFlags[flag]) !== 0;
  const kind = kKinds[node.role][2];
  setName(element, node, kind);
  setStates(element, node, has);
  setTabStop(element, node, has);
  setDetails(element, node);
  setGeometry(element, node, has);
  if (node.role === 'checkbox') element.indeterminate = has('mixed');
  if (node.role === 'checkbox' || node.role === 'radio') {
    if (element.checked !== has('checked')) element.checked = has('checked');
  }
}
