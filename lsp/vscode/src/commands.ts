/** What the user can ask for by name. */

import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { GENRES } from "./genre.ts";
import { Session } from "./session.ts";

const RULE_SCHEME = "govlint-rule";

/** Registers the commands. */
export function registerCommands(context: vscode.ExtensionContext, session: Session): vscode.Disposable {
  const rules = new RulePages(session);
  const commands: Record<string, () => unknown> = {
    "govlint.checkFolder": () => checkFolder(session),
    "govlint.fixDocument": () => change(session, "govlint.fixAll", "没有能放心改的地方"),
    "govlint.renumberDocument": () => change(session, "govlint.renumber", "序号没有需要改的"),
    "govlint.showOutline": () => vscode.commands.executeCommand("outline.focus"),
    "govlint.showRule": () => rules.show(),
    "govlint.chooseGenre": () => chooseGenre(session),
    "govlint.restart": () => session.restart(),
    "govlint.showLog": () => session.log.show(),
    "govlint.install": () => session.install(),
    "govlint.openSample": () => openSample(context),
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, rules),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

/** The text at hand; where there is none, the user is told. */
function textAtHand(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined && Session.reads(editor.document)) {
    return editor;
  }
  void vscode.window.showInformationMessage("请先打开一篇文稿（纯文本、Markdown 或 HTML）");
  return undefined;
}

async function checkFolder(session: Session): Promise<void> {
  await session.request("govlint.checkWorkspace", {});
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

async function change(session: Session, command: string, nothing: string): Promise<void> {
  const editor = textAtHand();
  if (editor === undefined) {
    return;
  }
  const changed = await session.request<boolean>(command, { uri: editor.document.uri.toString() });
  if (changed === false) {
    void vscode.window.setStatusBarMessage(`govlint：${nothing}`, 5000);
  }
}

async function chooseGenre(session: Session): Promise<void> {
  const uri = textAtHand()?.document.uri.toString();
  if (uri === undefined) {
    return;
  }
  const status = session.statuses.get(uri);
  const current = status?.genreIsChosen ? status.genre : null;
  const choices = [
    { label: "自动", description: "由配置和正文判断", genre: null },
    ...GENRES.map(([genre, label]) => ({ label, description: "", genre })),
  ].map((choice) => (choice.genre === current ? { ...choice, description: "现在用的" } : choice));
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder: "把这篇文稿当作哪种文种来检查" });
  if (chosen !== undefined) {
    await session.request("govlint.setGenre", { uri, genre: chosen.genre });
  }
}

async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const content = await readFile(context.asAbsolutePath("media/sample.txt"), "utf-8");
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "plaintext", content }));
}

/** Explanations of rules as read-only pages. */
class RulePages implements vscode.TextDocumentContentProvider {
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const rule = uri.path.replace(/^\//, "").replace(/\.md$/, "");
    const explained = await this.session.request<string | null>("govlint.explainRule", { rule, uri: uri.query });
    return explained ?? `没有规则“${rule}”`;
  }

  /** Shows the rule of the finding under the cursor, or one chosen among those that the text runs into. */
  async show(): Promise<void> {
    const editor = textAtHand();
    if (editor === undefined) {
      return;
    }
    const found = vscode.languages.getDiagnostics(editor.document.uri).filter((d) => d.source === "govlint");
    const here = found.filter((d) => d.range.contains(editor.selection.active));
    const rules = [...new Set((here.length > 0 ? here : found).map(codeOf))];
    if (rules.length === 0) {
      void vscode.window.showInformationMessage("这篇文稿没有发现问题");
      return;
    }
    const rule = rules.length === 1 ? rules[0] : await vscode.window.showQuickPick(rules, { placeHolder: "说明哪条规则" });
    if (rule !== undefined) {
      const uri = vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${rule}.md`, query: editor.document.uri.toString() });
      await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
    }
  }
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : (code ?? ""));
}
