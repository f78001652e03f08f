/** The genres as the server names them. A test compares them with the server's. */

import * as vscode from "vscode";

export const GENRES: ReadonlyArray<readonly [id: string, name: string]> = [
  ["speech", "讲话稿"],
  ["report", "报告"],
  ["notice", "通知"],
  ["request", "请示"],
  ["letter", "函"],
  ["reply", "批复"],
  ["minutes", "纪要"],
  ["opinion", "意见"],
  ["statute", "法规"],
  ["plan", "方案"],
  ["briefing", "简报"],
  ["appeal", "书信"],
  ["essay", "心得"],
  ["other", "其他"],
];

/** What a genre is called in the language of the editor. */
export function genreName(id: string): string {
  const name = GENRES.find(([known]) => known === id)?.[1] ?? id;
  return vscode.l10n.t(GENRES_IN_ENGLISH[id] ?? name);
}

const GENRES_IN_ENGLISH: Readonly<Record<string, string>> = {
  speech: "Speech",
  report: "Report",
  notice: "Notice",
  request: "Request",
  letter: "Letter",
  reply: "Reply",
  minutes: "Minutes",
  opinion: "Opinion",
  statute: "Statute",
  plan: "Plan",
  briefing: "Briefing",
  appeal: "Letter to Many",
  essay: "Reflections",
  other: "Other",
};

const KEPT = "genres";

/** What writers have said that their files are: kept with the workspace, by URI. */
export class Chosen {
  private readonly state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.state = state;
  }

  get all(): Readonly<Record<string, string>> {
    return this.state.get<Record<string, string>>(KEPT, {});
  }

  async keep(uri: string, genre: string | null): Promise<void> {
    const { [uri]: _, ...others } = this.all;
    await this.state.update(KEPT, genre === null ? others : { ...others, [uri]: genre });
  }
}
