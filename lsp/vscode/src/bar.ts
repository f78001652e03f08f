/** The status bar: how many findings the text at hand has, what genre it is taken for, how long it is, and what is not checked. */

import * as vscode from "vscode";
import { inWords, type Length } from "./length.ts";
import { origin, type Phase, Session, type Status } from "./session.ts";

const t = vscode.l10n.t;
const ICONS = { error: "$(error)", warning: "$(warning)", info: "$(info)" } as const;
/** Milliseconds of rest before a selection is measured. */
const SOON = 150;

/** Shows a session's state beside the text at hand. */
export class Bar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("status", vscode.StatusBarAlignment.Right, 100);
  private readonly length = vscode.window.createStatusBarItem("length", vscode.StatusBarAlignment.Right, 99);
  private readonly session: Session;
  private readonly watching: vscode.Disposable;
  private due: NodeJS.Timeout | undefined;

  constructor(session: Session) {
    this.session = session;
    this.item.name = "govlint";
    this.length.name = t("govlint: Length");
    this.length.command = "govlint.desk.focus";
    this.watching = vscode.Disposable.from(
      session.onDidChange(() => this.show()),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.workspace.onDidOpenTextDocument(() => this.show()),
      vscode.window.onDidChangeTextEditorSelection(() => this.measureSoon()),
    );
    this.show();
  }

  dispose(): void {
    clearTimeout(this.due);
    this.watching.dispose();
    this.length.dispose();
    this.item.dispose();
  }

  private show(): void {
    this.measureSoon();
    const document = vscode.window.activeTextEditor?.document;
    const { phase } = this.session;
    if (document === undefined || !Session.reads(document)) {
      this.item.hide();
      return;
    }
    const status = this.session.statusOf(document.uri);
    if (phase !== "running") {
      [this.item.text, this.item.tooltip, this.item.command] = about(phase);
    } else {
      const restricted = !vscode.workspace.isTrusted;
      this.item.text = `${restricted ? `$(shield) ${t("Restricted")}　` : ""}${status ? words(status) : "govlint"}`;
      this.item.tooltip = this.tooltip(status, restricted);
      this.item.command = "govlint.chooseGenre";
    }
    this.item.backgroundColor =
      phase === "missing" || phase === "failed" ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.accessibilityInformation = { label: `govlint: ${spoken(status)}`, role: "button" };
    this.item.show();
  }

  private measureSoon(): void {
    clearTimeout(this.due);
    this.due = setTimeout(() => void this.measure(), SOON);
  }

  /** The length of what is selected, or of the whole text. */
  private async measure(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const status = editor && this.session.statusOf(editor.document.uri);
    if (editor === undefined || status === undefined || this.session.phase !== "running") {
      this.length.hide();
      return;
    }
    const ranges = editor.selections.filter((selection) => !selection.isEmpty);
    let text = inWords(status);
    if (ranges.length > 0) {
      const argument = { uri: editor.document.uri.toString(), ranges: ranges.map(({ start, end }) => ({ start, end })) };
      const length = await this.session.request<Length | null>("govlint.measure", argument);
      if (editor !== vscode.window.activeTextEditor || !length) {
        return;
      }
      text = t("Selected: {0}", inWords(length));
    }
    this.length.text = text;
    this.length.tooltip = t("Characters and minutes as govlint counts them everywhere: marks and blanks do not count");
    this.length.show();
  }

  private tooltip(status: Status | undefined, restricted: boolean): vscode.MarkdownString {
    const lines = status ? [`**govlint**　${spoken(status)}`] : ["**govlint**"];
    if (restricted) {
      lines.push(t("This workspace is not trusted: only the built-in rules run, and nothing of it is read"));
    }
    if (status) {
      const how = status.genreIsChosen ? t("chosen") : t("as configuration and text say");
      lines.push(t("Genre: {0} ({1}); click to choose another", status.genreName, how));
    }
    if (status?.known) {
      lines.push(t("{0} old findings of the baseline are not shown", status.known));
    }
    const tooltip = new vscode.MarkdownString(lines.join("\n\n"));
    if (status?.config) {
      tooltip.appendMarkdown("\n\n").appendText(t("Configuration: {0}", status.config));
    }
    if (this.session.server) {
      tooltip.appendMarkdown("\n\n").appendText(`${origin(this.session.server.origin)}: ${this.session.server.command}`);
    }
    return tooltip;
  }
}

function about(phase: Exclude<Phase, "running">): [text: string, tooltip: string, command: string] {
  switch (phase) {
    case "starting":
      return ["$(loading~spin) govlint", t("govlint is starting"), "govlint.showLog"];
    case "installing":
      return [`$(loading~spin) ${t("Installing govlint…")}`, t("Installing govlint…"), "govlint.showLog"];
    case "missing":
      return [`$(warning) ${t("No govlint")}`, t("govlint was not found. Click to install it"), "govlint.install"];
    case "failed":
      return [`$(error) ${t("govlint did not start")}`, t("govlint did not start. Click to restart it"), "govlint.restart"];
  }
}

function words({ counts, genreName }: Status): string {
  // As the editor's own counts beside them: hints are in neither.
  const found = (["error", "warning", "info"] as const).filter((level) => counts[level] > 0);
  return `${found.map((level) => `${ICONS[level]} ${counts[level]}`).join(" ") || "$(check)"}　${genreName}`;
}

function spoken(status: Status | undefined): string {
  if (status === undefined) {
    return t("not checked yet");
  }
  const { error, warning, info, hint } = status.counts;
  return t("{0} errors, {1} warnings, {2} infos, {3} hints; genre: {4}", error, warning, info, hint, status.genreName);
}
