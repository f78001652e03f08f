/** What is written beside a draft when a writer asks for it: a configuration, the report as a page, the reviewed Word file. */

import { readFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { Session, WORD_SCHEME, written } from "./session.ts";

const t = vscode.l10n.t;

/** Writes a `govlint.yaml` in which every setting is explained, and opens it; one that is there is opened as it is. */
export async function makeConfiguration(session: Session, folder?: vscode.Uri): Promise<void> {
  const where = folder?.fsPath ?? folderAtHand();
  if (where === undefined) {
    void vscode.window.showInformationMessage(t("Please open a folder, or a text that is saved in one, first"));
    return;
  }
  const file = path.join(where, "govlint.yaml");
  if (!(await exists(file))) {
    const { code, errors } = await session.run(["init"], where);
    if (code !== 0) {
      void vscode.window.showErrorMessage(t("{0} could not be written: {1}", file, errors.trim()));
      return;
    }
    void vscode.window.showInformationMessage(written(file));
  }
  await vscode.window.showTextDocument(vscode.Uri.file(file));
}

/** Writes the report of a text beside it and shows it. */
export async function writeReport(session: Session, uri?: vscode.Uri): Promise<void> {
  const file = await fileAtHand(uri);
  if (file === undefined) {
    return;
  }
  const report = beside(file, t("report"), ".html");
  if ((await exists(report)) && !(await isOurs(report)) && !(await mayReplace(report))) {
    return;
  }
  const genre = session.chosen.all[vscode.Uri.file(file).toString()];
  const choice = genre === undefined ? [] : ["--genre", genre];
  const { code, errors } = await session.run(["check", ...choice, "--fail-on", "never", "--output", `html=${report}`, file]);
  if (code !== 0) {
    void vscode.window.showErrorMessage(t("{0} could not be written: {1}", report, errors.trim()));
    return;
  }
  await showReport(report);
  await offer(report);
}

/** Writes the review copy of a Word file, with comments and tracked changes, and shows where it is. */
export async function reviewWord(session: Session, uri?: vscode.Uri): Promise<void> {
  const chosen = uri ?? vscode.window.activeTextEditor?.document.uri;
  if (chosen === undefined || !/\.docx$/i.test(chosen.path)) {
    void vscode.window.showInformationMessage(t("Please open a Word file (.docx) first"));
    return;
  }
  const { code, output, errors } = await session.run(["review", chosen.with({ scheme: "file" }).fsPath]);
  const copy = /写入 (.+)$/m.exec(output)?.[1];
  if (code !== 0 || copy === undefined) {
    void vscode.window.showErrorMessage(t("The review copy could not be written: {0}", (errors || output).trim()));
    return;
  }
  await offer(copy);
}

/** Shows a report in a tab, where its own script runs and nothing else. */
async function showReport(report: string): Promise<void> {
  const options = { enableScripts: true, enableFindWidget: true, retainContextWhenHidden: true, localResourceRoots: [] };
  const panel = vscode.window.createWebviewPanel("govlint.report", path.basename(report), vscode.ViewColumn.Active, options);
  panel.webview.html = await readFile(report, "utf-8");
}

/** Says where a file was written, and goes there. */
async function offer(file: string): Promise<void> {
  const inFolder = t("Show in Folder");
  const outside = t("Open");
  const uri = vscode.Uri.file(file);
  const chosen = await vscode.window.showInformationMessage(written(file), outside, inFolder);
  if (chosen === inFolder) {
    const desktop = vscode.env.uiKind === vscode.UIKind.Desktop;
    await vscode.commands.executeCommand(desktop ? "revealFileInOS" : "revealInExplorer", uri);
  } else if (chosen === outside) {
    await vscode.env.openExternal(uri);
  }
}

/** The saved file that is meant: the one chosen in the explorer, or the text at hand, which is saved first. */
async function fileAtHand(uri: vscode.Uri | undefined): Promise<string | undefined> {
  if (uri !== undefined) {
    return uri.with({ scheme: "file" }).fsPath;
  }
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !Session.reads(document)) {
    void vscode.window.showInformationMessage(t("Please open a text first (plain text, Markdown or HTML)"));
    return undefined;
  }
  const saved = document.uri.scheme === WORD_SCHEME || (await document.save());
  return saved && document.uri.scheme !== "untitled" ? document.uri.with({ scheme: "file" }).fsPath : undefined;
}

function folderAtHand(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri.with({ scheme: "file" }));
  const first = folder ?? vscode.workspace.workspaceFolders?.[0];
  return first?.uri.fsPath ?? (uri?.scheme === "file" ? path.dirname(uri.fsPath) : undefined);
}

function beside(file: string, word: string, suffix: string): string {
  const { dir, name } = path.parse(file);
  return path.join(dir, `${name}-${word}${suffix}`);
}

async function exists(file: string): Promise<boolean> {
  return await readFile(file).then(
    () => true,
    () => false,
  );
}

/** Whether govlint wrote a page. */
async function isOurs(file: string): Promise<boolean> {
  return (await readFile(file, "utf-8")).slice(0, 500).includes('<meta name="generator" content="govlint">');
}

async function mayReplace(file: string): Promise<boolean> {
  const replace = t("Replace It");
  const said = t("{0} is there already, and govlint did not write it", file);
  return (await vscode.window.showWarningMessage(said, { modal: true }, replace)) === replace;
}
