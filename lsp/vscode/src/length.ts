/** How long a text is, as the server counts it, in the words of the editor. */

import * as vscode from "vscode";

/** The server's count: characters that are said, and whole minutes that they take, 0 for less than one. */
export interface Length {
  readonly characters: number;
  readonly minutes: number;
}

export function inWords({ characters, minutes }: Length): string {
  const taken = minutes > 0 ? vscode.l10n.t("about {0} min", minutes) : vscode.l10n.t("under 1 min");
  return vscode.l10n.t("{0} characters, {1}", characters, taken);
}
