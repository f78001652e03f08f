/** The editor set right for Chinese prose: the defaults of package.json and the pairs of languages/, and the one switch for them. */

import * as vscode from "vscode";

const SETTING = "govlint.chineseProse";
const WRITTEN = "prose.written";

type Settings = Readonly<Record<string, unknown>>;
type Pairs = NonNullable<vscode.LanguageConfiguration["autoClosingPairs"]>;

/** What closes by itself in these languages where govlint says nothing. */
const PLAIN: Pairs = [
  { open: "(", close: ")" },
  { open: "[", close: "]" },
  { open: "{", close: "}" },
];
const OWN_PAIRS: Readonly<Record<string, Pairs>> = {
  plaintext: PLAIN,
  markdown: [...PLAIN, { open: "<", close: ">", notIn: [vscode.SyntaxTokenType.String] }],
};

/** Keeps the editor as the setting has it. */
export function registerProse(context: vscode.ExtensionContext): vscode.Disposable {
  let pairs: vscode.Disposable | undefined;
  const apply = async () => {
    const on = vscode.workspace.getConfiguration().get(SETTING, true);
    pairs?.dispose();
    pairs = on
      ? undefined
      : vscode.Disposable.from(
          ...Object.entries(OWN_PAIRS).map(([language, autoClosingPairs]) =>
            vscode.languages.setLanguageConfiguration(language, { autoClosingPairs }),
          ),
        );
    await (on ? takeBack(context) : overrule(context));
  };
  void apply();
  return vscode.Disposable.from(
    { dispose: () => pairs?.dispose() },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTING)) {
        void apply();
      }
    }),
  );
}

/** An extension's defaults cannot be withdrawn while it runs: what holds everywhere else is written over them, and remembered. */
async function overrule(context: vscode.ExtensionContext): Promise<void> {
  const written: [section: string, added: Settings][] = [];
  for (const [section, keys] of defaults(context)) {
    const configuration = vscode.workspace.getConfiguration();
    const own = configuration.inspect<Settings>(section)?.globalValue ?? {};
    const added = Object.fromEntries(keys.filter((key) => !(key in own)).map((key) => [key, configuration.get(key)]));
    if (Object.keys(added).length > 0) {
      await configuration.update(section, { ...own, ...added }, vscode.ConfigurationTarget.Global);
      written.push([section, added]);
    }
  }
  if (written.length > 0) {
    await context.globalState.update(WRITTEN, written);
  }
}

/** Takes back what was written, but for what somebody has changed since. */
async function takeBack(context: vscode.ExtensionContext): Promise<void> {
  for (const [section, added] of context.globalState.get<[string, Settings][]>(WRITTEN, [])) {
    const configuration = vscode.workspace.getConfiguration();
    const now = Object.entries(configuration.inspect<Settings>(section)?.globalValue ?? {});
    const kept = now.filter(([key, value]) => !(key in added) || JSON.stringify(value) !== JSON.stringify(added[key]));
    const left = kept.length > 0 ? Object.fromEntries(kept) : undefined;
    await configuration.update(section, left, vscode.ConfigurationTarget.Global);
  }
  await context.globalState.update(WRITTEN, undefined);
}

function defaults(context: vscode.ExtensionContext): [section: string, keys: string[]][] {
  const given: Record<string, Settings> = context.extension.packageJSON.contributes.configurationDefaults;
  return Object.entries(given).map(([section, settings]): [string, string[]] => [section, Object.keys(settings)]);
}
