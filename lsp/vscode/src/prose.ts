/** The editor set right for Chinese prose: the defaults of package.json and the pairs of languages/, and the one switch for them. */

import * as vscode from "vscode";

const SETTING = "govlint.chineseProse";
const WRITTEN = "prose.written";

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
  const written: [string, string, unknown][] = [];
  for (const [language, key] of defaults(context)) {
    const configuration = vscode.workspace.getConfiguration(undefined, { languageId: language });
    if (configuration.inspect(key)?.globalLanguageValue === undefined) {
      const value = vscode.workspace.getConfiguration().get(key);
      await configuration.update(key, value, vscode.ConfigurationTarget.Global, true);
      written.push([language, key, value]);
    }
  }
  if (written.length > 0) {
    await context.globalState.update(WRITTEN, written);
  }
}

/** Takes back what was written, but for what somebody has changed since. */
async function takeBack(context: vscode.ExtensionContext): Promise<void> {
  for (const [language, key, value] of context.globalState.get<[string, string, unknown][]>(WRITTEN, [])) {
    const configuration = vscode.workspace.getConfiguration(undefined, { languageId: language });
    if (JSON.stringify(configuration.inspect(key)?.globalLanguageValue) === JSON.stringify(value)) {
      await configuration.update(key, undefined, vscode.ConfigurationTarget.Global, true);
    }
  }
  await context.globalState.update(WRITTEN, undefined);
}

function defaults(context: vscode.ExtensionContext): [language: string, key: string][] {
  const given: Record<string, Record<string, unknown>> = context.extension.packageJSON.contributes.configurationDefaults;
  return Object.entries(given).flatMap(([language, settings]) =>
    Object.keys(settings).map((key): [string, string] => [language.slice(1, -1), key]),
  );
}
