/** The status bar: how many findings the text at hand has, what genre it is taken for, and whether less is checked than could be. */

import * as vscode from "vscode";
import { ORIGINS, type Phase, Session, type Status } from "./session.ts";

const PHASES: Readonly<Record<Exclude<Phase, "running">, readonly [text: string, tooltip: string, command: string]>> = {
  starting: ["$(loading~spin) govlint", "govlint 正在启动", "govlint.showLog"],
  installing: ["$(loading~spin) govlint 安装中", "正在安装 govlint", "govlint.showLog"],
  missing: ["$(warning) 没有 govlint", "没有找到 govlint，文稿还没有检查。点这里安装", "govlint.install"],
  failed: ["$(error) govlint 没有启动", "govlint 没有启动起来。点这里重新启动", "govlint.restart"],
};
const RESTRICTED = "工作区未受信任：只用自带的规则，不读取工作区里的配置、规则和虚拟环境";

/** Shows a session's state beside the text at hand. */
export class Bar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("status", vscode.StatusBarAlignment.Right, 100);
  private readonly session: Session;
  private readonly watching: vscode.Disposable;

  constructor(session: Session) {
    this.session = session;
    this.item.name = "govlint";
    this.watching = vscode.Disposable.from(
      session.onDidChange(() => this.show()),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.workspace.onDidOpenTextDocument(() => this.show()),
    );
    this.show();
  }

  dispose(): void {
    this.watching.dispose();
    this.item.dispose();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const { phase } = this.session;
    if (document === undefined || !Session.reads(document)) {
      this.item.hide();
      return;
    }
    const status = this.session.statuses.get(document.uri.toString());
    if (phase !== "running") {
      [this.item.text, this.item.tooltip, this.item.command] = PHASES[phase];
    } else {
      const restricted = !vscode.workspace.isTrusted;
      this.item.text = `${restricted ? "$(shield) 受限　" : ""}${status ? words(status) : "govlint"}`;
      this.item.tooltip = this.tooltip(status, restricted);
      this.item.command = "govlint.chooseGenre";
    }
    this.item.backgroundColor =
      phase === "missing" || phase === "failed" ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.accessibilityInformation = { label: `govlint：${spoken(status)}`, role: "button" };
    this.item.show();
  }

  private tooltip(status: Status | undefined, restricted: boolean): vscode.MarkdownString {
    const lines = status ? [`**govlint**　${spoken(status)}`] : ["**govlint**"];
    if (restricted) {
      lines.push(RESTRICTED);
    }
    if (status) {
      lines.push(`文种：${status.genreName}（${status.genreIsChosen ? "选定的" : "由配置和正文判断"}），点这里更换`);
    }
    if (status?.known) {
      lines.push(`基线里的老问题 ${status.known} 处，没有显示`);
    }
    const tooltip = new vscode.MarkdownString(lines.join("\n\n"));
    if (status?.config) {
      tooltip.appendMarkdown("\n\n配置：").appendText(status.config);
    }
    if (this.session.server) {
      tooltip
        .appendMarkdown(`\n\n使用${ORIGINS[this.session.server.origin]} govlint：`)
        .appendText(this.session.server.command);
    }
    return tooltip;
  }
}

function words({ counts, genreName }: Status): string {
  const shown = [
    ["$(error)", counts.error],
    ["$(warning)", counts.warning],
    ["$(info)", counts.info + counts.hint],
  ] as const;
  const found = shown.filter(([, count]) => count > 0).map(([icon, count]) => `${icon} ${count}`);
  return `${found.join(" ") || "$(check)"}　${genreName}`;
}

function spoken(status: Status | undefined): string {
  if (status === undefined) {
    return "还没有检查";
  }
  const { error, warning, info, hint } = status.counts;
  const counts = [
    ["错误", error],
    ["警告", warning],
    ["提示", info],
    ["参考", hint],
  ] as const;
  const found = counts.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
  return `${found.join("、") || "没有发现问题"}，文种是${status.genreName}`;
}
