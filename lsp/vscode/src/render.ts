/** The pages of the extension as HTML: a rule, and the panel beside a text. Knows nothing of VS Code; `t` puts words into its language. */

export type Words = (message: string, ...values: (string | number)[]) => string;

export interface RuleRecord {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly severity: string;
  readonly safety: string;
  readonly genres: readonly string[];
  readonly exceptGenres: readonly string[];
  readonly why: readonly string[];
  readonly bad: ReadonlyArray<{ text: string; found: ReadonlyArray<readonly [number, number]>; mended: string | null }>;
  readonly good: readonly string[];
  readonly basis: readonly string[];
  readonly switched: ReadonlyArray<{ what: string; value: string; path: string; line: number }>;
  readonly hushed: boolean;
  readonly path: string;
}

export interface Section {
  readonly name: string;
  readonly fault: string;
  readonly isTitle: boolean;
  readonly line: number;
  readonly characters: number;
  readonly minutes: number;
  readonly children: readonly Section[];
}

export interface Summary {
  readonly title: string;
  readonly characters: number;
  readonly minutes: number;
  readonly sections: readonly Section[];
  readonly counted: ReadonlyArray<{ text: string; line: number; announced: number; found: number }>;
}

export interface Rhetoric {
  readonly characters: number;
  readonly sentences: {
    readonly count: number;
    readonly mean: number;
    readonly longest: number;
    readonly model_mean: number;
    readonly pace: readonly number[];
    readonly lines: readonly number[];
  };
  readonly devices: ReadonlyArray<{ device: string; name: string; count: number; rate: number; model_rate: number }>;
  readonly passages: ReadonlyArray<{ device: string; form: string; at: number; line: number; limbs: readonly string[] }>;
}

export interface Counts {
  readonly counts: Readonly<Record<"error" | "warning" | "info" | "hint", number>>;
  readonly genreName: string;
  readonly genreIsChosen: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function safe(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** A page for a webview: nothing of it comes from elsewhere, and only the script with this nonce runs. */
export function page(nonce: string, style: string, script: string, body: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">${style}</style></head><body><main id="root">${body}</main><script nonce="${nonce}">${script}</script></body></html>`;
}

const LEVELS = ["error", "warning", "info", "hint", "off"] as const;

export function rulePage(rule: RuleRecord, genreName: (id: string) => string, t: Words): string {
  const names: Readonly<Record<string, string>> = {
    error: t("Error"),
    warning: t("Warning"),
    info: t("Info"),
    hint: t("Hint"),
    off: t("Off"),
  };
  const buttons = LEVELS.map((level) => {
    const pressed = level === rule.severity;
    return `<button data-level="${level}" aria-pressed="${pressed}">${safe(names[level] ?? level)}</button>`;
  });
  const facts = [
    { safe: t("Fixed by itself"), unsafe: t("Fixed when asked"), suggestion: t("Fixed by hand only") }[rule.safety] ?? "",
    ...(rule.genres.length > 0 ? [t("Only in: {0}", rule.genres.map(genreName).join("、"))] : []),
    ...(rule.exceptGenres.length > 0 ? [t("Not in: {0}", rule.exceptGenres.map(genreName).join("、"))] : []),
  ].filter(Boolean);
  const switched = rule.switched.map(
    ({ what, value, path, line }) =>
      `<li><a href="#" data-path="${safe(path)}" data-at="${line}">${safe(path)}:${line}</a> ${safe(what)}: ${safe(value)}</li>`,
  );
  if (rule.hushed) {
    switched.push(`<li>${safe(t("Switched off for all texts in the settings of VS Code (govlint.off)"))}</li>`);
  }
  return [
    `<h1>${safe(rule.title)}</h1><p class="id"><code>${safe(rule.id)}</code>${facts.map((f) => `<span>${safe(f)}</span>`).join("")}</p>`,
    `<p class="levels" role="group" aria-label="${safe(t("Severity"))}">${buttons.join("")}<button data-level="on">${safe(t("As shipped"))}</button></p>`,
    heading(t("What")),
    paragraph(rule.says),
    heading(t("Why")),
    ...rule.why.map(paragraph),
    heading(t("Wrong")),
    ...rule.bad.map((example) => {
      const mended = example.mended === null ? "" : `<blockquote class="good">→ ${lines(example.mended)}</blockquote>`;
      return `<blockquote class="bad">× ${marked(example.text, example.found)}</blockquote>${mended}`;
    }),
    heading(t("Right")),
    ...rule.good.map((text) => `<blockquote class="good">√ ${lines(text)}</blockquote>`),
    ...(rule.basis.length > 0 ? [heading(t("Authority")), ...rule.basis.map(paragraph)] : []),
    heading(t("Where it is switched")),
    switched.length > 0 ? `<ul>${switched.join("")}</ul>` : paragraph(t("Nowhere: it is as shipped.")),
  ].join("\n");
}

export function desk(
  summary: Summary,
  status: Counts | undefined,
  length: string,
  rhetoric: Rhetoric | undefined,
  compares: boolean,
  t: Words,
): string {
  return [
    head(summary, status, length, t),
    counted(summary, t),
    outline(summary, t),
    rhetoric === undefined || rhetoric.sentences.count === 0 ? "" : rhythm(rhetoric, t),
    compares ? `<p><a href="#" class="link" data-do="compare">${safe(t("Beside the model texts"))}</a></p>` : "",
  ].join("\n");
}

function head(summary: Summary, status: Counts | undefined, length: string, t: Words): string {
  const title = summary.title ? `<h1>${safe(summary.title)}</h1>` : "";
  const shown = status
    ? (["error", "warning", "info", "hint"] as const)
        .filter((level) => status.counts[level] > 0)
        .map(
          (level) => `<a href="#" class="${level}" data-do="problems">${safe(severity(level, t))} ${status.counts[level]}</a>`,
        )
    : [];
  const genre = status
    ? `<a href="#" data-do="genre" title="${safe(t("Choose the genre"))}">${safe(status.genreName)}</a>`
    : "";
  return `${title}<p class="figures">${genre}<span>${safe(length)}</span></p>
<p class="counts">${shown.join("") || `<span>${safe(status ? t("No findings") : t("Not checked yet"))}</span>`}</p>`;
}

function severity(level: string, t: Words): string {
  return { error: t("Errors"), warning: t("Warnings"), info: t("Infos"), hint: t("Hints") }[level] ?? level;
}

function counted({ counted: found }: Summary, t: Words): string {
  if (found.length === 0) {
    return "";
  }
  const rows = found.map(({ text, line, announced, found: delivered }) => {
    const right = announced === delivered;
    return `<li class="${right ? "kept" : "broken"}"><a href="#" data-line="${line}">${safe(text)}</a><span>${delivered}/${announced} ${right ? "✓" : "✗"}</span></li>`;
  });
  return `${heading(t("Announced and delivered"))}<ul class="counted">${rows.join("")}</ul>`;
}

function outline({ sections, characters }: Summary, t: Words): string {
  const list = (siblings: readonly Section[]): string => {
    const longest = Math.max(1, ...siblings.map((section) => section.characters));
    const rows = siblings.map((section) => {
      const share = Math.round((100 * section.characters) / longest);
      const fault = section.fault ? ` <em>${safe(section.fault)}</em>` : "";
      const time = section.minutes > 0 ? t("{0} min", section.minutes) : "";
      const bar =
        siblings.length > 1
          ? `<svg class="bar" viewBox="0 0 100 3" preserveAspectRatio="none"><rect width="${share}" height="3"/></svg>`
          : "";
      return `<li><a href="#" data-line="${section.line}" title="${safe(section.name)}"><b>${safe(section.name)}</b>${fault}<span>${section.characters}${time ? ` · ${safe(time)}` : ""}</span></a>${bar}${section.children.length > 0 ? list(section.children) : ""}</li>`;
    });
    return `<ul>${rows.join("")}</ul>`;
  };
  // The title is at the head of the panel.
  const shown = sections.flatMap((section) =>
    section.isTitle && section.characters === characters ? section.children : [section],
  );
  return shown.length > 0 ? `${heading(t("Outline"))}<nav>${list(shown)}</nav>` : "";
}

const DEVICES_IN_ENGLISH: Readonly<Record<string, string>> = {
  four: "Runs of four",
  parallel: "Parallelism",
  contrast: "Contrast",
  question: "Questions",
  anaphora: "Anaphora",
  climax: "Climax",
};

const WIDTH = 300;
const TALL = 48;
const LANE = 12;

function rhythm({ characters, sentences, devices, passages }: Rhetoric, t: Words): string {
  const most = Math.max(1, ...sentences.pace);
  const wide = WIDTH / sentences.pace.length;
  const bars = sentences.pace.map((mean, index) => {
    const height = (mean / most) * TALL;
    const place = `x="${(index * wide).toFixed(1)}" y="${(TALL - height).toFixed(1)}" width="${(wide - 0.6).toFixed(1)}" height="${height.toFixed(1)}"`;
    return height > 0
      ? `<rect class="pace" data-line="${(sentences.lines[index] ?? 1) - 1}" ${place}><title>${safe(t("{0} characters a sentence", Math.round(mean)))}</title></rect>`
      : "";
  });
  const mean = (TALL - (sentences.mean / most) * TALL).toFixed(1);
  const lanes = devices
    .filter(({ count }) => count > 0)
    .map(({ device, name, count, rate, model_rate }) => {
      const ticks = passages
        .filter((passage) => passage.device === device)
        .map(({ at, line, limbs }) => {
          const x = ((at / Math.max(1, characters)) * WIDTH).toFixed(1);
          const said = limbs.join(" / ");
          return `<rect class="tick" data-line="${line - 1}" x="${x}" y="0" width="3" height="${LANE}"><title>${safe(said.length > 60 ? `${said.slice(0, 59)}…` : said)}</title></rect>`;
        });
      const about = t("{0} per 1,000 characters; the model speech has {1}", rate.toFixed(1), model_rate.toFixed(1));
      return `<tr title="${safe(about)}"><th>${safe(t(DEVICES_IN_ENGLISH[device] ?? name))}</th><td><svg viewBox="0 0 ${WIDTH} ${LANE}" preserveAspectRatio="none">${ticks.join("")}</svg></td><td>${count}</td></tr>`;
    });
  const figures = t(
    "{0} sentences, {1} characters on average (model {2}), longest {3}",
    sentences.count,
    Math.round(sentences.mean),
    Math.round(sentences.model_mean),
    sentences.longest,
  );
  return `${heading(t("Rhythm"))}<svg class="strip" viewBox="0 0 ${WIDTH} ${TALL}" preserveAspectRatio="none" role="img" aria-label="${safe(figures)}">${bars.join("")}<line class="mean" x1="0" x2="${WIDTH}" y1="${mean}" y2="${mean}"/></svg>
<p class="note">${safe(figures)}</p><table class="lanes">${lanes.join("")}</table>`;
}

function heading(text: string): string {
  return `<h2>${safe(text)}</h2>`;
}

function paragraph(text: string): string {
  return `<p>${safe(text)}</p>`;
}

function lines(text: string): string {
  return safe(text).replaceAll("\n", "<br>");
}

/** A text with what is found in it marked; places are in code points. */
function marked(text: string, found: ReadonlyArray<readonly [number, number]>): string {
  const points = [...text];
  let made = "";
  let at = 0;
  for (const [start, end] of found) {
    made += `${lines(points.slice(at, start).join(""))}<mark>${lines(points.slice(start, end).join("")) || "‸"}</mark>`;
    at = end;
  }
  return made + lines(points.slice(at).join(""));
}
