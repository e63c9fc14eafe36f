/** Calls of every verb in the situations that a person may be in. What `esdl` says to each stands in `../shown/`, a file a group. */

export interface Situation {
  /** The situation, as a heading. */
  readonly when: string;
  /** What is in the folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** The calls that went before, whose messages are not shown. */
  readonly before?: readonly (readonly string[])[];
  /** Files that are written after that. */
  readonly then?: Readonly<Record<string, string>>;
  /** Git, before the files of `then` are written: the folder is a repository with one commit, on the branch `main`. */
  readonly git?: true;
  readonly call: readonly string[];
  /** What the person answers, on a terminal; the last answer is followed by Ctrl-C. */
  readonly answers?: readonly string[];
  /** Colours and progress, as on a terminal. */
  readonly terminal?: true;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const order = (fields: string, body: string): string => `/// Takes orders.
context Sales

id OrderId

aggregate Order by orderId: OrderId {
  state { total: int = 0 }

  rejection Nothing "There is nothing to pay"

  event Placed { ${fields} }

  create command Place(amount: int) {
    require amount > 0 else Nothing
    ${body}
  }

  on Placed { total = event.amount }
}
`;
const right = order("amount: int", "emit Placed(amount)");
const wrong = order("amount: itn", "emit Placed(amount)");
const broken = right.replace("rejection Nothing", "rejection");
const warned = `${right}\ntype Word = string where it matches /(a+)+$/\n`;
const wider = order("amount: int, note: string?", "emit Placed(amount)");
const other = order("amount: int, by: string", 'emit Placed(amount, by: "web")');
const external = `${right}\nexternal command Ring(times: int)\n`;
const scenario = (amount: number): string => `
scenario "an order is placed" for Order {
  when Place(amount: ${amount})
  then Placed(amount: 2)
}
`;
const unformatted = right.replace("  state {", "     state {");
/** Sources alone: what is made from them takes long, and there is nothing else to say of it. */
const config = '{ "include": ["model/**/*.esdl"], "out": "generated", "emit": ["ts"] }\n';

const project = (text = right): Readonly<Record<string, string>> => ({
  "esdl.config.json": config,
  "model/sales.esdl": text,
});

export const situations: Readonly<Record<string, readonly Situation[]>> = {
  help: [
    { when: "nothing is asked for", call: [] },
    { when: "help is asked for", call: ["--help"] },
    ...[
      "init",
      "check",
      "test",
      "format",
      "explain",
      "compile",
      "lock",
      "diff",
      "lsp",
      "completion",
      "help",
      "version",
    ].map((verb) => ({ when: `help of ${verb}`, call: ["help", verb] })),
    { when: "the flag of a verb does the same as help", call: ["version", "--help"] },
    { when: "help of a code", call: ["help", "FIELD_RENAMED"] },
  ],

  "wrong calls": [
    { when: "a mistyped verb", call: ["chekc"] },
    { when: "a verb that is like no other", call: ["deploy"] },
    { when: "a file instead of a verb", call: ["model/sales.esdl"] },
    { when: "a mistyped flag", call: ["check", "--fromat", "json"] },
    { when: "a mistyped flag with its value", call: ["check", "--fromat=json"] },
    { when: "a mistyped flag before the verb", call: ["--versoin"] },
    { when: "a mistyped value", call: ["check", "--format", "jsn"] },
    { when: "a value that is like no other", call: ["test", "--format", "xml"] },
    { when: "a mistyped mode", call: ["diff", "--mode", "bakward"] },
    { when: "the only value there is, mistyped", call: ["compile", "--emit", "modl"] },
    { when: "a flag without its value", call: ["test", "--filter"] },
    { when: "no number", call: ["test", "--mutate", "--min-score", "high"] },
    { when: "an argument is missing", call: ["explain"] },
    { when: "an argument too many", call: ["explain", "ESDL2001", "ESDL2002"] },
    { when: "help of a mistyped verb", call: ["help", "complie"] },
    { when: "a mistyped shell", call: ["completion", "bsh"] },
    { when: "flags that contradict", call: ["compile", "--watch", "--check"] },
    { when: "lsp without its flag", call: ["lsp"] },
  ],

  "which files": [
    { when: "an empty folder", call: ["check"] },
    { when: "a path that is not there", files: project(), call: ["check", "modle"] },
    { when: "a folder without a model", files: { "docs/a.md": "" }, call: ["check", "docs"] },
    { when: "a configuration that includes nothing", files: { "esdl.config.json": config }, call: ["check"] },
    { when: "a configuration that is not JSON", files: { "esdl.config.json": "{" }, call: ["check"] },
    { when: "a configuration that is a list", files: { "esdl.config.json": "[]" }, call: ["check"] },
    {
      when: "a key there is not",
      files: { ...project(), "esdl.config.json": '{ "output": "x" }' },
      call: ["check"],
    },
    {
      when: "a key of the wrong kind",
      files: { ...project(), "esdl.config.json": '{ "include": "x" }' },
      call: ["check"],
    },
  ],

  init: [
    { when: "a new folder", call: ["init", "my-app"] },
    { when: "the other template, here", call: ["init", ".", "--template", "shop", "--name", "my-shop"] },
    {
      when: "a folder with a readme",
      files: { "my-app/README.md": "", "my-app/.gitignore": "" },
      call: ["init", "my-app"],
    },
    { when: "a folder of a repository", files: { ".git/HEAD": "" }, call: ["init", "services/my-app"] },
    { when: "asked on a terminal", call: ["init"], answers: ["shp", "shop", "my shop", "Mine", "mine"] },
    { when: "interrupted", call: ["init"], answers: ["shop"] },
    { when: "a folder with something in it", files: project(), call: ["init"] },
    { when: "a file", files: { notes: "" }, call: ["init", "notes"] },
    { when: "a file on the way", files: { notes: "" }, call: ["init", "notes/my-app"] },
    { when: "a template there is not", call: ["init", "--template", "shpo"] },
    { when: "a template given twice", call: ["init", "--template", "shop", "--template", "aggregate"] },
    { when: "a name that no package can have", call: ["init", "a", "--name", "My App"] },
    { when: "the name of a package that it needs", call: ["init", "a", "--name", "vitest"] },
  ],

  check: [
    { when: "all is well", files: project(), call: ["check"] },
    { when: "a mistake", files: project(wrong), call: ["check"] },
    { when: "a mistake of syntax", files: project(broken), call: ["check"] },
    { when: "a warning", files: project(warned), call: ["check"] },
    { when: "a mistake, on a terminal", files: project(wrong), call: ["check"], terminal: true },
    { when: "a mistake, for GitHub", files: project(wrong), call: ["check", "--format", "github"] },
    { when: "a mistake, for a program", files: project(wrong), call: ["check", "--format", "json"] },
    {
      when: "a change of what was released",
      files: project(),
      before: [["lock"]],
      then: project(other),
      call: ["check"],
    },
  ],

  test: [
    { when: "all pass", files: project(right + scenario(2)), call: ["test"] },
    { when: "one fails", files: project(right + scenario(3)), call: ["test"] },
    { when: "one fails, on a terminal", files: project(right + scenario(3)), call: ["test"], terminal: true },
    { when: "there are none", files: project(), call: ["test"] },
    {
      when: "the filter finds none",
      files: project(right + scenario(2)),
      call: ["test", "--filter", "refund"],
    },
    { when: "the model has a mistake", files: project(wrong), call: ["test"] },
    { when: "mutated", files: project(right + scenario(2)), call: ["test", "--mutate"] },
    {
      when: "mutated, with too low a score",
      files: project(right + scenario(2)),
      call: ["test", "--mutate", "--min-score", "100"],
    },
    { when: "mutated without a scenario that passes", files: project(), call: ["test", "--mutate"] },
    { when: "for a program", files: project(right + scenario(2)), call: ["test", "--format", "json"] },
    { when: "a score without mutants", files: project(), call: ["test", "--min-score", "80"] },
  ],

  format: [
    { when: "something to change", files: project(unformatted), call: ["format"] },
    { when: "nothing to change", files: project(), call: ["format"] },
    { when: "checked, and something to change", files: project(unformatted), call: ["format", "--check"] },
    { when: "checked, and nothing to change", files: project(), call: ["format", "--check"] },
    { when: "a file with a mistake of syntax", files: project(broken), call: ["format"] },
    { when: "from standard input", call: ["format", "--stdin"], input: "context A\n\n\n\nid  B\n" },
    { when: "a mistake on standard input", call: ["format", "--stdin"], input: "context\n" },
    { when: "standard input and a path", call: ["format", "--stdin", "model"] },
  ],

  compile: [
    { when: "for the first time", files: project(), call: ["compile"] },
    { when: "again", files: project(), before: [["compile"]], call: ["compile"] },
    {
      when: "after a change",
      files: project(),
      before: [["compile"]],
      then: project(wider),
      call: ["compile"],
    },
    {
      when: "checked, and up to date",
      files: project(),
      before: [["compile"]],
      call: ["compile", "--check"],
    },
    {
      when: "checked, and stale",
      files: project(),
      before: [["compile"]],
      then: project(wider),
      call: ["compile", "--check"],
    },
    { when: "checked, and never compiled", files: project(), call: ["compile", "--check"] },
    {
      when: "a generated file was edited",
      files: project(),
      before: [["compile"]],
      then: { ...project(wider), "generated/src/sales/order.ts": "mine\n" },
      call: ["compile"],
    },
    { when: "the model has a mistake", files: project(wrong), call: ["compile"] },
    { when: "the model has a warning", files: project(warned), call: ["compile"] },
    { when: "nobody said where to", files: { "sales.esdl": right }, call: ["compile"] },
    {
      when: "something to write by hand",
      files: {
        ...project(external),
        "esdl.config.json": '{ "out": "generated", "emit": ["ts"], "handwritten": "src" }',
      },
      call: ["compile"],
    },
    {
      when: "a file is in the way of the folder",
      files: { ...project(), generated: "" },
      call: ["compile"],
    },
  ],

  lock: [
    { when: "for the first time", files: project(), call: ["lock"] },
    { when: "again", files: project(), before: [["lock"]], call: ["lock"] },
    { when: "after a change", files: project(), before: [["lock"]], then: project(wider), call: ["lock"] },
    { when: "checked, without a lock", files: project(), call: ["lock", "--check"] },
    {
      when: "checked, and behind",
      files: project(),
      before: [["lock"]],
      then: project(wider),
      call: ["lock", "--check"],
    },
    {
      when: "a change that old data does not survive",
      files: project(),
      before: [["lock"]],
      then: project(other),
      call: ["lock"],
    },
    { when: "the model has a mistake", files: project(wrong), call: ["lock"] },
    {
      when: "a part of the model",
      files: { ...project(), "model/b.esdl": "context B\n" },
      call: ["lock", "model/b.esdl"],
    },
    {
      when: "a declaration there is not",
      files: project(),
      before: [["lock"]],
      call: ["lock", "--rewrite", "Placed"],
    },
  ],

  diff: [
    { when: "nothing was released", files: project(), call: ["diff"] },
    { when: "no change", files: project(), before: [["lock"]], call: ["diff"] },
    {
      when: "a change that breaks nothing",
      files: project(),
      before: [["lock"]],
      then: project(wider),
      call: ["diff"],
    },
    {
      when: "a change that breaks something",
      files: project(),
      before: [["lock"]],
      then: project(other),
      call: ["diff"],
    },
    { when: "the model has a mistake", files: project(wrong), call: ["diff"] },
    {
      when: "against a branch",
      files: project(),
      git: true,
      then: project(wider),
      call: ["diff", "--against", "main"],
    },
    {
      when: "against a branch, as a comment",
      files: project(),
      git: true,
      then: project(other),
      call: ["diff", "--against", "main", "--format", "markdown"],
    },
    { when: "a ref there is not", files: project(), git: true, call: ["diff", "--against", "mian"] },
    { when: "in no repository", files: project(), call: ["diff", "--against", "main"] },
    { when: "git is missing", files: project(), call: ["diff", "--against", "main"], env: { PATH: "" } },
    { when: "a path there is not", files: project(), call: ["diff", "--against", "./old"] },
    {
      when: "the other model has a mistake",
      files: { ...project(), "old/sales.esdl": wrong },
      call: ["diff", "--against", "old"],
    },
    { when: "the lock was changed by hand", files: { ...project(), "esdl.lock": "mine\n" }, call: ["diff"] },
  ],

  explain: [
    { when: "a diagnostic", call: ["explain", "ESDL2001"] },
    { when: "a rule", call: ["explain", "field-renamed"] },
    { when: "a code there is not", call: ["explain", "ESDL9999"] },
    { when: "a mistyped rule", call: ["explain", "FIELD_RENAMD"] },
  ],
};
