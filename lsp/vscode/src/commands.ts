/** What the user can ask for by name. */

import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { makeConfiguration, reviewWord, writeReport } from "./files.ts";
import { GENRES, genreName } from "./genre.ts";
import { RULE_VIEW, Rules } from "./rules.ts";
import { Session } from "./session.ts";

const t = vscode.l10n.t;

/** Registers the commands, and what is asked of a writer before the server's own are carried out. */
export function registerCommands(context: vscode.ExtensionContext, session: Session): vscode.Disposable {
  const rules = new Rules(session);
  session.asking = (command, argument) => ask(rules, command, argument);
  const commands: Record<string, (uri?: vscode.Uri) => unknown> = {
    "govlint.checkFolder": () => checkFolder(session),
    "govlint.fixDocument": () => fix(session),
    "govlint.renumberDocument": () => renumber(session),
    "govlint.simplifyDocument": () => simplify(session),
    "govlint.showOutline": () => vscode.commands.executeCommand("govlint.desk.focus"),
    "govlint.showRule": () => showRule(rules),
    "govlint.chooseGenre": () => chooseGenre(session),
    "govlint.chooseSeverity": () => chooseSeverity(),
    "govlint.makeConfiguration": (uri) => makeConfiguration(session, uri),
    "govlint.writeReport": (uri) => writeReport(session, uri),
    "govlint.reviewWord": (uri) => reviewWord(session, uri),
    "govlint.compareDocument": () => compare(session),
    "govlint.restart": () => session.restart(),
    "govlint.showLog": () => session.log.show(),
    "govlint.install": () => session.install(),
    "govlint.openSample": () => openSample(context),
  };
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(RULE_VIEW, rules),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

/** What the server leaves open of its commands: the reason of a keep, where a rule is switched, how a rule is shown. */
async function ask(
  rules: Rules,
  command: string,
  argument: Record<string, unknown>,
): Promise<Record<string, unknown> | undefined> {
  const { rule, uri, text, reason, level, where, title } = argument as Record<string, string | undefined>;
  if (command === "govlint.keepPassage" && reason === undefined) {
    const given = await rules.reasonFor(text ?? "");
    return given === undefined ? undefined : { ...argument, reason: given };
  }
  if (command === "govlint.turnRule" && where === undefined && rule !== undefined) {
    await rules.turn(rule, title || rule, level ?? "off", uri);
    return undefined;
  }
  if (command === "govlint.openRule" && rule !== undefined) {
    await rules.open(rule, title ?? rule);
    return undefined;
  }
  return argument;
}

/** The text at hand; where there is none, the user is told. */
function textAtHand(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined && Session.reads(editor.document)) {
    return editor;
  }
  void vscode.window.showInformationMessage(t("Please open a text first (plain text, Markdown or HTML)"));
  return undefined;
}

async function checkFolder(session: Session): Promise<void> {
  await session.request("govlint.checkWorkspace", {});
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

async function fix(session: Session): Promise<void> {
  const uri = textAtHand()?.document.uri.toString();
  if (uri !== undefined && (await session.request<boolean>("govlint.fixAll", { uri })) === false) {
    void vscode.window.showInformationMessage(t("There is nothing that is safe to fix"));
  }
}

async function simplify(session: Session): Promise<void> {
  const uri = textAtHand()?.document.uri.toString();
  if (uri !== undefined && (await session.request<boolean>("govlint.simplify", { uri })) === false) {
    void vscode.window.showInformationMessage(t("There are no traditional characters"));
  }
}

/** The text beside what its house is used to: a page that runs nothing. */
async function compare(session: Session): Promise<void> {
  const document = textAtHand()?.document;
  if (document === undefined) {
    return;
  }
  const found = await session.request<{ page: string; title: string } | null>("govlint.compare", {
    uri: document.uri.toString(),
  });
  if (found) {
    const panel = vscode.window.createWebviewPanel("govlint.comparison", found.title, vscode.ViewColumn.Beside, {});
    panel.webview.html = found.page;
  }
}

async function renumber(session: Session): Promise<void> {
  const editor = textAtHand();
  if (editor === undefined) {
    return;
  }
  const uri = editor.document.uri.toString();
  const done = await session.request<{ changed: number; doubtful: number[] } | null>("govlint.renumber", { uri });
  const [first] = done?.doubtful ?? [];
  if (first !== undefined && done) {
    const lines = done.doubtful.map((line) => line + 1).join(", ");
    const said = t(
      "{0} numbers changed. It is not certain what the series on these lines count, and they were left alone: {1}",
      done.changed,
      lines,
    );
    const there = t("Go There");
    if ((await vscode.window.showWarningMessage(said, there)) === there) {
      await vscode.window.showTextDocument(editor.document, { selection: new vscode.Range(first, 0, first, 0) });
    }
  } else if (done?.changed === 0) {
    void vscode.window.showInformationMessage(t("All numbers are as they should be"));
  }
}

async function chooseGenre(session: Session): Promise<void> {
  const document = textAtHand()?.document;
  if (document === undefined) {
    return;
  }
  const uri = document.uri.toString();
  const status = session.statuses.get(uri);
  const current = status?.genreIsChosen ? status.genre : null;
  const choices = [
    { label: t("Automatic"), description: t("as configuration and text say"), genre: null },
    ...GENRES.map(([genre]) => ({ label: genreName(genre), description: "", genre })),
  ].map((choice) => (choice.genre === current ? { ...choice, description: t("in use") } : choice));
  const placeHolder = t("The genre that this text is checked as; it is kept for this file");
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder });
  if (chosen !== undefined && (await session.request("govlint.setGenre", { uri, genre: chosen.genre })) === true) {
    if (document.uri.scheme !== "untitled") {
      await session.chosen.keep(uri, chosen.genre);
    }
  }
}

async function chooseSeverity(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("govlint");
  const current = configuration.get("minSeverity", "hint");
  const choices = [
    { label: t("All"), level: "hint" },
    { label: t("Infos and worse"), level: "info" },
    { label: t("Warnings and errors"), level: "warning" },
    { label: t("Errors only"), level: "error" },
  ].map((choice) => ({ ...choice, description: choice.level === current ? t("in use") : "" }));
  const chosen = await vscode.window.showQuickPick(choices, {
    placeHolder: t("What is shown in texts and among the problems"),
  });
  if (chosen !== undefined) {
    await configuration.update("minSeverity", chosen.level, vscode.ConfigurationTarget.Global);
  }
}

async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const content = await readFile(context.asAbsolutePath("media/sample.txt"), "utf-8");
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "plaintext", content }));
}

/** Shows the rule of the finding under the cursor, or one chosen among those that the text runs into. */
async function showRule(rules: Rules): Promise<void> {
  const editor = textAtHand();
  if (editor === undefined) {
    return;
  }
  const found = vscode.languages.getDiagnostics(editor.document.uri).filter((d) => d.source === "govlint");
  const here = found.filter((d) => d.range.contains(editor.selection.active));
  const known = [...new Set((here.length > 0 ? here : found).map(codeOf))];
  if (known.length === 0) {
    void vscode.window.showInformationMessage(t("Nothing was found in this text"));
    return;
  }
  const rule = known.length === 1 ? known[0] : await vscode.window.showQuickPick(known, { placeHolder: t("Which rule?") });
  if (rule !== undefined) {
    await rules.open(rule, rule);
  }
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : (code ?? ""));
}
