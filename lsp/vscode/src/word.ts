/** Word files, to be read: what the server reads out of one is shown as a text that cannot be changed, with its findings. */

import * as vscode from "vscode";
import { type Session, WORD_SCHEME } from "./session.ts";

/** Registers what opens a Word file, and what it is opened as. */
export function registerReadingView(session: Session): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(WORD_SCHEME, new WordTexts(session)),
    vscode.window.registerCustomEditorProvider("govlint.word", new Door()),
  );
}

/** Gives way to the text: VS Code lets no extension show a binary file as a text, only as a page of its own. */
class Door implements vscode.CustomReadonlyEditorProvider {
  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const { viewColumn } = panel;
    const show = async () => {
      const options = { preview: false, ...(viewColumn === undefined ? {} : { viewColumn }) };
      await vscode.window.showTextDocument(uri.with({ scheme: WORD_SCHEME }), options);
      panel.dispose();
    };
    // A page that is gone before it was ever shown is an error to VS Code.
    setTimeout(() => void show(), 0);
  }
}

/** What Word files say, read again when they change or when there is a server at last. */
class WordTexts implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
    const watcher = vscode.workspace.createFileSystemWatcher("**/*.doc[xm]");
    watcher.onDidChange((uri) => this.changed.fire(uri.with({ scheme: WORD_SCHEME })));
    session.onDidStart(() => {
      for (const { uri } of vscode.workspace.textDocuments.filter((document) => document.uri.scheme === WORD_SCHEME)) {
        this.changed.fire(uri);
      }
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    await this.session.started;
    const read = await this.session.request<{ text: string; problem: string }>("govlint.readWord", { uri: uri.toString() });
    return read === undefined ? vscode.l10n.t("Without govlint Word files cannot be read.") : read.problem || read.text;
  }
}
