/** The panel beside a text: its outline with lengths, its findings, what is announced and delivered, its rhythm. */

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { inWords } from "./length.ts";
import { desk, page, type Rhetoric, type Summary } from "./render.ts";
import { Session } from "./session.ts";

const VIEW = "govlint.desk";
/** Milliseconds of rest before the outline is asked for again, and before the rhythm is, which looks at every sentence. */
const SOON = 150;
const AT_REST = 1000;

/** What a server offers that can hold a text against the model texts of its house. */
const COMPARE = "govlint.compare";

const t = vscode.l10n.t;

const STYLE = `
body { padding: 0 12px 24px; line-height: 1.5; }
h1 { font-size: 1.1em; margin: 0.6em 0 0.3em; } h2 { font-size: 1em; margin: 1.3em 0 0.3em; opacity: 0.85; }
p { margin: 0.3em 0; } a { color: inherit; text-decoration: none; } a:hover { text-decoration: underline; }
.figures { display: flex; gap: 0.8em; flex-wrap: wrap; } .figures a { color: var(--vscode-textLink-foreground); }
.counts { display: flex; gap: 0.8em; flex-wrap: wrap; }
.error { color: var(--vscode-list-errorForeground); } .warning { color: var(--vscode-list-warningForeground); } .info { color: var(--vscode-charts-blue); }
ul { list-style: none; margin: 0; padding: 0; } nav ul ul { padding-left: 0.9em; }
nav a, .counted li { display: flex; gap: 0.6em; align-items: baseline; }
nav b { font-weight: normal; flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
nav span, .counted span, .note { opacity: 0.75; font-size: 0.92em; white-space: nowrap; }
nav em { color: var(--vscode-list-errorForeground); font-style: normal; font-size: 0.92em; }
.note { white-space: normal; } .counted a { flex: 1; } .broken span { color: var(--vscode-list-errorForeground); opacity: 1; }
.bar { display: block; width: 100%; height: 3px; margin-bottom: 3px; } .bar rect { fill: var(--vscode-charts-blue); opacity: 0.55; }
.strip { width: 100%; height: 56px; } .pace { fill: var(--vscode-charts-blue); cursor: pointer; } .pace:hover, .tick:hover { fill: var(--vscode-charts-orange); }
.mean { stroke: var(--vscode-charts-orange); stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
.lanes { width: 100%; border-collapse: collapse; } .lanes th { font-weight: normal; text-align: left; white-space: nowrap; width: 1%; padding-right: 0.6em; }
.lanes td:last-child { width: 1%; text-align: right; padding-left: 0.6em; } .lanes svg { width: 100%; height: 12px; display: block; background: color-mix(in srgb, currentColor 6%, transparent); }
.link { color: var(--vscode-textLink-foreground); }
.tick { fill: var(--vscode-charts-green); cursor: pointer; }`;

const SCRIPT = `
const api = acquireVsCodeApi();
document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-line], [data-do]");
  if (place) { event.preventDefault(); api.postMessage({ ...place.dataset }); }
});
window.addEventListener("message", ({ data }) => { document.getElementById("root").innerHTML = data.html; });`;

/** Fills the view and keeps it true to the text at hand. What it shows is asked for only while it is seen. */
export class Desk implements vscode.WebviewViewProvider, vscode.Disposable {
  private readonly session: Session;
  private readonly watching: vscode.Disposable;
  private view: vscode.WebviewView | undefined;
  private document: vscode.TextDocument | undefined;
  private summary: Summary | undefined;
  private rhetoric: Rhetoric | undefined;
  private soon: NodeJS.Timeout | undefined;
  private rest: NodeJS.Timeout | undefined;

  constructor(session: Session) {
    this.session = session;
    this.watching = vscode.Disposable.from(
      vscode.window.registerWebviewViewProvider(VIEW, this),
      session.onDidChange(() => this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => this.refresh()),
    );
  }

  dispose(): void {
    clearTimeout(this.soon);
    clearTimeout(this.rest);
    this.watching.dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = { enableScripts: true };
    view.webview.html = page(randomBytes(16).toString("hex"), STYLE, SCRIPT, this.body());
    view.webview.onDidReceiveMessage((message: { line?: string; do?: string }) => this.follow(message));
    view.onDidChangeVisibility(() => this.refresh());
    view.onDidDispose(() => {
      this.view = undefined;
    });
    this.refresh();
  }

  private refresh(): void {
    if (!this.view?.visible) {
      return;
    }
    const document = vscode.window.activeTextEditor?.document;
    // While the writer is in the panel, or in a page of ours, the text stays.
    if (document !== undefined && Session.reads(document) && document !== this.document) {
      this.document = document;
      this.summary = this.rhetoric = undefined;
    }
    clearTimeout(this.soon);
    clearTimeout(this.rest);
    this.soon = setTimeout(() => this.ask(), SOON);
    this.rest = setTimeout(() => this.listen(), this.rhetoric === undefined ? SOON : AT_REST);
  }

  private async ask(): Promise<void> {
    const { document } = this;
    if (document !== undefined && this.session.phase === "running") {
      const summary = await this.session.request<Summary | null>("govlint.summary", { uri: document.uri.toString() });
      if (document !== this.document) {
        return;
      }
      this.summary = summary ?? undefined;
    }
    await this.show();
  }

  private async listen(): Promise<void> {
    const { document } = this;
    if (document === undefined || this.session.phase !== "running") {
      return;
    }
    const uri = document.uri.toString();
    const rhetoric = await this.session.request<Rhetoric | null>("govlint.rhetoric", { uri });
    if (document === this.document) {
      this.rhetoric = rhetoric ?? undefined;
      await this.show();
    }
  }

  private async show(): Promise<void> {
    await this.view?.webview.postMessage({ html: this.body() });
  }

  private body(): string {
    if (this.document === undefined || this.summary === undefined) {
      return `<p>${t("Open a text to see its outline here.")}</p>`;
    }
    const status = this.session.statusOf(this.document.uri);
    return desk(this.summary, status, inWords(this.summary), this.rhetoric, this.session.offers(COMPARE), t);
  }

  private async follow({ line, do: action }: { line?: string; do?: string }): Promise<void> {
    if (action === "problems") {
      await vscode.commands.executeCommand("workbench.actions.view.problems");
    } else if (this.document !== undefined) {
      const options = line === undefined ? {} : { selection: new vscode.Range(Number(line), 0, Number(line), 0) };
      const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === this.document);
      const column = shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn };
      await vscode.window.showTextDocument(this.document, { ...options, ...column });
      if (action === "genre") {
        await vscode.commands.executeCommand("govlint.chooseGenre");
      } else if (action === "compare") {
        await vscode.commands.executeCommand("govlint.compareDocument");
      }
    }
  }
}
