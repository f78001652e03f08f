/** The door: what VS Code calls when the extension is first needed. */

import * as vscode from "vscode";
import { Bar } from "./bar.ts";
import { registerCommands } from "./commands.ts";
import { Desk } from "./desk.ts";
import { registerProse } from "./prose.ts";
import { Session } from "./session.ts";
import { registerReadingView } from "./word.ts";

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("govlint", { log: true });
  const session = new Session(context, log);
  context.subscriptions.push(
    log,
    session,
    new Bar(session),
    new Desk(session),
    registerProse(context),
    registerCommands(context, session),
    registerReadingView(session),
    vscode.workspace.onDidGrantWorkspaceTrust(() => session.restart()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("govlint.server.path")) {
        void session.restart();
      }
    }),
  );
  void session.restart();
}
