/** Rules as pages that can be read and not changed, with buttons to hear more or less of a rule; and the question where that holds. */

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { genreName } from "./genre.ts";
import { page, type RuleRecord, rulePage } from "./render.ts";
import { type Session, sayWritten } from "./session.ts";

/** The scheme of the pages: `govlint-rule:/TITLE.govlint?ID`, as the server makes them. */
export const RULE_SCHEME = "govlint-rule";
export const RULE_VIEW = "govlint.rule";

const t = vscode.l10n.t;

const STYLE = `
body { max-width: 46em; line-height: 1.7; padding: 0 1.5em 2em; }
h1 { font-weight: 600; margin-bottom: 0.2em; } h2 { font-size: 1.05em; margin: 1.6em 0 0.4em; }
.id span { margin-left: 1em; opacity: 0.8; } p { margin: 0.4em 0; }
blockquote { margin: 0.5em 0; padding: 0.3em 0.9em; border-left: 3px solid var(--vscode-editorError-foreground); background: var(--vscode-textBlockQuote-background); }
blockquote.good { border-color: var(--vscode-testing-iconPassed, #388a34); }
mark { background: none; color: inherit; text-decoration: underline wavy var(--vscode-editorError-foreground); text-underline-offset: 4px; }
.levels { display: flex; gap: 0.5em; flex-wrap: wrap; margin: 1em 0; }
button { font: inherit; padding: 0.2em 1em; cursor: pointer; border: 1px solid var(--vscode-button-border, var(--vscode-widget-border, #8886)); border-radius: 3px; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
button[aria-pressed="true"] { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }`;

const SCRIPT = `
const api = acquireVsCodeApi();
document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-level], [data-path]");
  if (place) { event.preventDefault(); api.postMessage({ ...place.dataset }); }
});
window.addEventListener("message", ({ data }) => { document.getElementById("root").innerHTML = data.html; });`;

/** Shows rules, and asks of what a writer wants of them. */
export class Rules implements vscode.CustomReadonlyEditorProvider {
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    const { webview } = panel;
    webview.options = { enableScripts: true };
    const text = this.session.lastText;
    let title = uri.query;
    const body = async () => {
      await this.session.started;
      const rule = await this.session.request<RuleRecord | null>("govlint.aboutRule", { rule: uri.query, uri: text });
      title = rule?.title ?? title;
      return rule ? rulePage(rule, genreName, t) : t("There is no rule {0}", uri.query);
    };
    const listening = webview.onDidReceiveMessage(async (message: { level?: string; path?: string; at?: string }) => {
      if (message.level !== undefined && (await this.turn(uri.query, title, message.level, text))) {
        void webview.postMessage({ html: await body() });
      } else if (message.path !== undefined) {
        const line = Number(message.at ?? 1) - 1;
        await vscode.window.showTextDocument(vscode.Uri.file(message.path), { selection: new vscode.Range(line, 0, line, 0) });
      }
    });
    panel.onDidDispose(() => listening.dispose());
    webview.html = page(randomBytes(16).toString("hex"), STYLE, SCRIPT, await body());
  }

  /** Opens the page on a rule beside the text. */
  async open(rule: string, title: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${title.replaceAll("/", "／")}.govlint`, query: rule });
    await vscode.commands.executeCommand("vscode.openWith", uri, RULE_VIEW, vscode.ViewColumn.Beside);
  }

  /** Asks where a rule is to have this level and has that written down. Gives whether it was. */
  async turn(rule: string, title: string, level: string, uri: string | undefined): Promise<boolean> {
    const config = uri === undefined ? undefined : this.session.configPath(vscode.Uri.parse(uri));
    const places = [
      ...(config === undefined
        ? []
        : [
            { label: t("In this text only"), detail: t("Written into {0}", config), where: "file" },
            { label: t("In this folder"), detail: t("Written into {0}", config), where: "folder" },
          ]),
      ...(level === "off" || level === "on"
        ? [{ label: t("In all texts"), detail: t("Written into your settings of VS Code (govlint.off)"), where: "all" }]
        : []),
    ];
    const chosen = await vscode.window.showQuickPick(places, {
      placeHolder:
        level === "off" ? t("Where is “{0}” to be switched off?", title) : t("Where is “{0}” to be heard so?", title),
    });
    if (chosen === undefined) {
      return false;
    }
    if (chosen.where !== "all") {
      const written = await this.session.request<string>("govlint.turnRule", { uri, rule, level, where: chosen.where });
      sayWritten("govlint.turnRule", written);
      return Boolean(written);
    }
    const configuration = vscode.workspace.getConfiguration("govlint");
    const off = configuration.inspect<string[]>("off")?.globalValue ?? [];
    const others = off.filter((each) => each !== rule);
    await configuration.update("off", level === "off" ? [...others, rule] : others, vscode.ConfigurationTarget.Global);
    await this.session.settled();
    return true;
  }

  /** Asks why a passage is right as it stands, and has it kept with that reason. */
  async reasonFor(text: string): Promise<string | undefined> {
    const shown = text.length > 30 ? `${text.slice(0, 29)}…` : text;
    return await vscode.window.showInputBox({
      title: t("Keep “{0}”", shown),
      prompt: t("Why is it right as it stands? The reason is written into govlint.yaml with it; it may be left empty."),
    });
  }
}
