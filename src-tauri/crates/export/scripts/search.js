// Searches a site without a server: words and articles lie in small files beside this script, made with the site.
// Folding is the same as where those files are made (export/src/site/search.rs). Nothing is ever put into the page
// as HTML.
"use strict";
(() => {
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const field = form.querySelector("input");
  const status = document.querySelector("[data-search-status]");
  const list = document.querySelector("[data-search-results]");
  const here = new URL(".", document.currentScript ? document.currentScript.src : location.href);
  const root = new URL("../", here);
  const wordFiles = Number(form.dataset.words);
  const perFile = Number(form.dataset.entries);
  const shown = 50;

  const letters = {
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ß": "ss", "æ": "ae", "œ": "oe",
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th",
  };
  const dense =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  function digit(letter) {
    const code = letter.codePointAt(0);
    for (const zero of [0x660, 0x6f0, 0x966]) {
      if (code >= zero && code <= zero + 9) return String(code - zero);
    }
    return letter;
  }

  function words(text) {
    const found = [];
    let word = "";
    let before = "";
    const end = () => {
      if (word) found.push({ text: word, exact: false });
      word = "";
      before = "";
    };
    for (let letter of text.normalize("NFKD").toLowerCase()) {
      if (/[\p{M}\u0640\u00ad\u200d\u200e\u200f]/u.test(letter)) continue;
      if (!/[\p{L}\p{N}]/u.test(letter)) {
        end();
        continue;
      }
      letter = letters[letter] || digit(letter);
      if (dense.test(letter)) {
        if (word) end();
        if (before) found.push({ text: before + letter, exact: true });
        else found.push({ text: letter, exact: true });
        before = letter;
      } else {
        before = "";
        word += letter;
      }
    }
    end();
    return found;
  }

  function fileOf(word) {
    let hash = 0;
    for (const letter of [...word].slice(0, 2)) hash = (Math.imul(hash, 31) + letter.codePointAt(0)) >>> 0;
    return hash % wordFiles;
  }

  const loaded = new Map();
  function load(name) {
    if (!loaded.has(name)) {
      const answer = fetch(new URL(name, here)).then((found) => {
        if (!found.ok) throw new Error(name);
        return found.json();
      });
      answer.catch(() => loaded.delete(name));
      loaded.set(name, answer);
    }
    return loaded.get(name);
  }

  async function matches(word) {
    const table = await load(`words-${fileOf(word.text)}.json`);
    const scores = new Map();
    const take = (key, factor) => {
      let number = 0;
      for (const step of table[key]) {
        number += step;
        const score = (number % 2 ? 4 : 1) * factor;
        const article = Math.floor(number / 2);
        scores.set(article, Math.max(scores.get(article) || 0, score));
      }
    };
    if (Object.hasOwn(table, word.text)) take(word.text, 2);
    if (!word.exact && word.text.length > 1) {
      for (const key of Object.keys(table)) {
        if (key !== word.text && key.startsWith(word.text)) take(key, 1);
      }
    }
    return scores;
  }

  let turn = 0;
  async function search() {
    const mine = ++turn;
    const wanted = words(field.value);
    if (!wanted.length) {
      status.textContent = "";
      list.replaceChildren();
      return;
    }
    const each = await Promise.all(wanted.map(matches));
    let found = [...each[0].keys()].filter((article) => each.every((scores) => scores.has(article)));
    const score = (article) => each.reduce((sum, scores) => sum + scores.get(article), 0);
    found.sort((one, other) => score(other) - score(one) || other - one);
    const count = found.length;
    found = found.slice(0, shown);
    const files = await Promise.all(found.map((article) => load(`entries-${Math.floor(article / perFile)}.json`)));
    if (mine !== turn) return;
    list.replaceChildren(...found.map((article, place) => item(files[place][article % perFile])));
    const number = new Intl.NumberFormat(document.documentElement.lang).format(count);
    status.textContent = count ? (form.dataset.found || "{}").replace("{}", number) : form.dataset.none;
  }

  function item([url, title, excerpt, day, language, direction]) {
    const make = (name, kind, text) => {
      const element = document.createElement(name);
      if (kind) element.className = kind;
      if (text) element.textContent = text;
      return element;
    };
    const entry = make("li");
    entry.lang = language;
    entry.dir = direction;
    const heading = make("h2", "card-title");
    const link = make("a", "", title);
    link.href = new URL(url, root).href;
    heading.append(link);
    entry.append(heading);
    if (excerpt) entry.append(make("p", "card-excerpt", excerpt));
    if (day) entry.append(make("p", "card-facts", day));
    return entry;
  }

  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => search().catch(() => (status.textContent = form.dataset.none)), 120);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("q", field.value);
    history.replaceState(null, "", address);
    soon();
  });
  field.addEventListener("input", soon);
  form.hidden = false;
  const asked = new URL(location.href).searchParams.get("q");
  if (asked) {
    field.value = asked;
    soon();
  }
})();
