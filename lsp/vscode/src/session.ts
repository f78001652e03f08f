/** The life of the language server: found, started, started anew; says what becomes of it. */

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
}

export type Phase = "starting" | "running" | "missing" | "failed" | "installing";

export const ORIGINS: Readonly<Record<Origin, string>> = {
  setting: "设置里写明的",
  workspace: "工作区虚拟环境里的",
  path: " PATH 里的",
  python: " Python 里的",
  private: "本插件自己环境里的",
};

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
const MOST_CRASHES = 4;
const CRASHES_WITHIN = 3 * 60_000;

/** A client that leaves it to the session to say what is wrong, in the writer's language; all of it is in the log. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** One window's server. */
export class Session implements vscode.Disposable {
  readonly statuses = new Map<string, Status>();
  phase: Phase = "starting";
  server: Server | undefined;

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

  /** Installs govlint into the extension's own environment and starts it. */
  async install(): Promise<void> {
    const requirement = vscode.workspace.getConfiguration("govlint").get("server.package", "govlint[lsp]");
    const where = this.surroundings();
    this.enter("installing");
    try {
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: "正在安装 govlint…", cancellable: true },
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
      await this.complain(`govlint 没有装上：${error.message}`, "再试一次", () => this.install());
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
      this.log.warn("没有找到 govlint");
      this.enter("missing");
      void this.offer();
      return;
    }
    this.log.info(`使用${ORIGINS[this.server.origin]} govlint：${[this.server.command, ...this.server.args].join(" ")}`);
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
      initializationOptions: { trusted: vscode.workspace.isTrusted, readingView: true, briefHover: true },
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
      await this.complain("没有找到 govlint，文稿还没有检查。可以装一个只供本插件使用的，不影响电脑上别的程序。", "安装", () =>
        this.install(),
      );
    } else if (this.phase === "failed" && setting) {
      await this.complain(`设置里写明的 govlint 没有启动起来：${setting}`, "打开设置", async () => {
        await vscode.commands.executeCommand("workbench.action.openSettings", "govlint.server.path");
      });
    } else if (this.phase === "failed") {
      await this.complain("govlint 没有启动起来。", "重新启动", () => this.restart());
    }
  }

  private async complain(message: string, remedy: string, apply: () => Promise<void>): Promise<void> {
    const chosen = await vscode.window.showWarningMessage(message, remedy, "查看日志");
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
