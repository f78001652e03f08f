/** The life of the language server: found, started, started anew; says what becomes of it. */

import { execFile } from "node:child_process";
import path from "node:path";
import * as vscode from "vscode";
import {
  CloseAction,
  type DocumentSelector,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  State,
} from "vscode-languageclient/node";
import { Chosen, genreName } from "./genre.ts";
import { InstallError, install } from "./install.ts";
import { locate, type Origin, type Server, type Surroundings } from "./locate.ts";

/** The server's `govlint/status`; lsp/README.md has its fields. */
export interface Status {
  readonly uri: string;
  readonly counts: Readonly<Record<"error" | "warning" | "info" | "hint", number>>;
  readonly genre: string;
  readonly genreName: string;
  readonly genreIsChosen: boolean;
  readonly known: number;
  readonly config: string;
  readonly characters: number;
  readonly minutes: number;
}

/** What an extension asks of its writer before the server carries a command out; undefined where the writer thinks better of it. */
export type Asking = (command: string, argument: Record<string, unknown>) => Promise<Record<string, unknown> | undefined>;

export type Phase = "starting" | "running" | "missing" | "failed" | "installing";

/** The server in words: where it was found. */
export function origin(found: Origin): string {
  switch (found) {
    case "setting":
      return t("govlint as the settings name it");
    case "workspace":
      return t("govlint in the workspace's virtual environment");
    case "path":
      return t("govlint on the PATH");
    case "python":
      return t("govlint in a Python");
    case "private":
      return t("govlint in the extension's own environment");
  }
}

const t = vscode.l10n.t;
const LANGUAGES = ["plaintext", "markdown", "html"];
/** The scheme under which the server knows what a Word file says; the rest of such a URI is the file's own. */
export const WORD_SCHEME = "govlint-word";
const SELECTOR: DocumentSelector = [
  ...LANGUAGES.flatMap((language) => [
    { scheme: "file", language },
    { scheme: "untitled", language },
  ]),
  { scheme: "file", language: "yaml" },
  { scheme: WORD_SCHEME },
];
const WRITING = ["govlint.keepPassage", "govlint.addWord", "govlint.turnRule"];
const SETTLES_WITHIN = 3000;
const MOST_CRASHES = 4;
const CRASHES_WITHIN = 3 * 60_000;

/** A client that leaves it to the session to say what is wrong, in the writer's language; all of it is in the log. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** That a file was written, and where; its name comes first, since VS Code shows of a long message only the beginning. */
export function written(file: string): string {
  return t("Written: {0} in {1}", path.basename(file), path.dirname(file));
}

/** Says where a decision was written: the server answers such commands with a path. */
export function sayWritten(command: string, answer: unknown): void {
  if (WRITING.includes(command) && typeof answer === "string" && answer) {
    void vscode.window.showInformationMessage(written(answer));
  }
}

/** One window's server. */
export class Session implements vscode.Disposable {
  readonly statuses = new Map<string, Status>();
  phase: Phase = "starting";
  server: Server | undefined;
  /** The text that was last looked at. */
  lastText: string | undefined;
  /** Fills in what a command of the server leaves open. */
  asking: Asking = async (_, argument) => argument;
  readonly chosen: Chosen;

  private readonly savedByItself = new WeakSet<vscode.TextDocument>();
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly begun = new vscode.EventEmitter<void>();
  readonly onDidStart = this.begun.event;
  private readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.context = context;
    this.log = log;
    this.chosen = new Chosen(context.workspaceState);
    this.look();
    context.subscriptions.push(
      vscode.window.onDidChangeActiveTextEditor(() => this.look()),
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (reason === vscode.TextDocumentSaveReason.AfterDelay && Session.reads(document)) {
          this.savedByItself.add(document);
        } else {
          this.savedByItself.delete(document);
        }
      }),
    );
  }

  /** Whether a document is one that govlint reads. */
  static reads(document: vscode.TextDocument): boolean {
    const { scheme } = document.uri;
    return scheme === WORD_SCHEME || (LANGUAGES.includes(document.languageId) && ["file", "untitled"].includes(scheme));
  }

  /** Ends the server if it runs, and starts one. What goes wrong is said to the user. */
  restart(): Promise<void> {
    this.queue = this.queue.then(() => this.startAnew());
    return this.queue;
  }

  /** Settles when what is being started has been started or has failed. */
  get started(): Promise<void> {
    return this.queue;
  }

  /** Asks the server to carry out a command of lsp/README.md; undefined where there is no server. */
  async request<T>(command: string, argument: object): Promise<T | undefined> {
    if (this.client === undefined || this.phase !== "running") {
      void this.offer();
      return undefined;
    }
    return await this.client.sendRequest<T>("workspace/executeCommand", { command, arguments: [argument] });
  }

  /** What the server last said of a text, with its genre in the language of the editor. */
  statusOf(uri: vscode.Uri): Status | undefined {
    const status = this.statuses.get(uri.toString());
    return status && { ...status, genreName: genreName(status.genre) };
  }

  /** The configuration that decisions on a text are written into; undefined for one that has no folder yet. */
  configPath(uri: vscode.Uri): string | undefined {
    const known = this.statuses.get(uri.toString())?.config;
    if (known || uri.scheme === "untitled") {
      return known || undefined;
    }
    const folder = vscode.workspace.getWorkspaceFolder(uri.with({ scheme: "file" }))?.uri.fsPath ?? path.dirname(uri.fsPath);
    return path.join(folder, "govlint.yaml");
  }

  /** Settles when the server has next spoken of a text, or has had time to. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        listening.dispose();
        resolve();
      };
      const timer = setTimeout(done, SETTLES_WITHIN);
      const listening = this.changed.event(done);
    });
  }

  /** Runs the command line of the same govlint, as in a terminal. Gives what it printed and how it ended. */
  run(args: readonly string[], cwd?: string): Promise<{ code: number; output: string; errors: string }> {
    const { server } = this;
    if (server === undefined) {
      void this.offer();
      return Promise.resolve({ code: -1, output: "", errors: "" });
    }
    const all = [...server.args.slice(0, -1), ...args];
    const options = {
      cwd: cwd ?? path.parse(server.command).root,
      env: { ...process.env, PYTHONUTF8: "1" },
      windowsHide: true,
    };
    this.log.info(`> ${[server.command, ...all].join(" ")}`);
    return new Promise((resolve) => {
      const child = execFile(server.command, all, options, (error, output, errors) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        this.log.info(`${output}${errors}`.trimEnd());
        resolve({ code, output, errors });
      });
      child.stdin?.end();
    });
  }

  private look(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document !== undefined && Session.reads(document)) {
      this.lastText = document.uri.toString();
    }
  }

  /** Whether the server that runs can carry out a command. */
  offers(command: string): boolean {
    return this.client?.initializeResult?.capabilities.executeCommandProvider?.commands.includes(command) ?? false;
  }

  /** Installs govlint into the extension's own environment and starts it. */
  async install(): Promise<void> {
    const requirement = vscode.workspace.getConfiguration("govlint").get("server.package", "govlint[lsp]");
    const where = this.surroundings();
    this.enter("installing");
    try {
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: t("Installing govlint…"), cancellable: true },
        async (_, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          // The environment may hold the server that runs.
          await this.stop();
          await install(where, requirement, (text) => this.log.info(text.trimEnd()), abort.signal);
        },
      );
    } catch (error) {
      if (!(error instanceof InstallError)) {
        throw error;
      }
      this.enter("missing");
      await this.complain(t("govlint could not be installed: {0}", t(error.message)), t("Try Again"), () => this.install());
      return;
    }
    await this.restart();
  }

  dispose(): Promise<void> {
    this.changed.dispose();
    this.begun.dispose();
    return this.stop();
  }

  private async startAnew(): Promise<void> {
    await this.stop();
    this.enter("starting");
    this.server = await locate(this.surroundings());
    if (this.server === undefined) {
      this.log.warn(t("govlint was not found"));
      this.enter("missing");
      void this.offer();
      return;
    }
    this.log.info(`${origin(this.server.origin)}: ${[this.server.command, ...this.server.args].join(" ")}`);
    const client = this.clientOf(this.server);
    this.client = client;
    try {
      await client.start();
      this.enter("running");
      this.begun.fire();
    } catch (error) {
      this.log.error(String(error));
      this.enter("failed");
      void this.offer();
    }
  }

  private clientOf(server: Server): LanguageClient {
    // The working folder is not the workspace, so that nothing in it is taken for a part of the server.
    const run = { command: server.command, args: [...server.args], options: { cwd: path.parse(server.command).root } };
    const client = new QuietClient("govlint", "govlint", run, this.options());
    client.onNotification("govlint/status", (status: Status) => {
      this.statuses.set(vscode.Uri.parse(status.uri).toString(), status);
      this.changed.fire();
    });
    client.onDidChangeState(({ newState }) => {
      if (client === this.client && newState === State.Stopped && this.phase === "running") {
        this.enter("failed");
      } else if (client === this.client && newState === State.Running) {
        this.enter("running");
      }
    });
    return client;
  }

  private options(): LanguageClientOptions {
    const crashes: number[] = [];
    return {
      documentSelector: SELECTOR,
      initializationOptions: () => ({
        trusted: vscode.workspace.isTrusted,
        readingView: true,
        briefHover: true,
        rulePages: true,
        genres: this.chosen.all,
      }),
      middleware: {
        // What waits for the rest of a text waits until its writer saves it, not until the editor does by itself.
        didSave: (document, next) => (this.savedByItself.delete(document) ? Promise.resolve() : next(document)),
        executeCommand: async (command, args, next) => {
          const argument = await this.asking(command, args[0] ?? {});
          const answer = argument === undefined ? undefined : await next(command, [argument]);
          sayWritten(command, answer);
          return answer;
        },
      },
      outputChannel: this.log,
      progressOnInitialization: false,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          const now = Date.now();
          crashes.push(now);
          while (crashes[0] !== undefined && now - crashes[0] > CRASHES_WITHIN) {
            crashes.shift();
          }
          if (this.phase === "running" && crashes.length < MOST_CRASHES) {
            return { action: CloseAction.Restart, handled: true };
          }
          if (this.phase === "running") {
            this.enter("failed");
            void this.offer();
          }
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.statuses.clear();
    if (client?.state === State.Running) {
      await client.stop().catch((error) => this.log.warn(String(error)));
    }
    await client?.dispose().catch(() => undefined);
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    void vscode.commands.executeCommand("setContext", "govlint.running", phase === "running");
    this.changed.fire();
  }

  /** Says what is wrong and what can be done about it. */
  private async offer(): Promise<void> {
    const setting = vscode.workspace.getConfiguration("govlint").get("server.path", "");
    if (this.phase === "missing") {
      const said = t("govlint was not found, and texts are not checked. One can be installed for this extension only.");
      await this.complain(said, t("Install"), () => this.install());
    } else if (this.phase === "failed" && setting) {
      await this.complain(t("The govlint that the settings name did not start: {0}", setting), t("Open Settings"), async () => {
        await vscode.commands.executeCommand("workbench.action.openSettings", "govlint.server.path");
      });
    } else if (this.phase === "failed") {
      await this.complain(t("govlint did not start."), t("Restart"), () => this.restart());
    }
  }

  private async complain(message: string, remedy: string, apply: () => Promise<void>): Promise<void> {
    const chosen = await vscode.window.showWarningMessage(message, remedy, t("Show the Log"));
    if (chosen === remedy) {
      await apply();
    } else if (chosen !== undefined) {
      this.log.show();
    }
  }

  private surroundings(): Surroundings {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter((f) => f.uri.scheme === "file").map((f) => f.uri.fsPath);
    const { isTrusted } = vscode.workspace;
    return {
      setting: vscode.workspace.getConfiguration("govlint").get("server.path", ""),
      trusted: isTrusted ? folders : [],
      forbidden: isTrusted ? [] : folders,
      path: process.env.PATH ?? "",
      own: path.join(this.context.globalStorageUri.fsPath, "env"),
      windows: process.platform === "win32",
    };
  }
}
