// An explicit list, so that a new eslint does not bring new rules by itself.
const globals = require("globals");

const rules = {
    "array-callback-return": "error",
    "consistent-return": "error",
    curly: "error",
    eqeqeq: "error",
    "no-async-promise-executor": "error",
    "no-await-in-loop": "error",
    "no-const-assign": "error",
    "no-console": "error",
    "no-constant-condition": "error",
    "no-debugger": "error",
    "no-dupe-args": "error",
    "no-dupe-else-if": "error",
    "no-dupe-keys": "error",
    "no-duplicate-imports": "error",
    "no-empty": "error",
    "no-eval": "error",
    "no-fallthrough": "error",
    "no-func-assign": "error",
    "no-implicit-globals": "error",
    "no-import-assign": "error",
    "no-redeclare": "error",
    "no-self-assign": "error",
    "no-self-compare": "error",
    "no-shadow": "error",
    "no-throw-literal": "error",
    "no-undef": "error",
    "no-unreachable": "error",
    "no-unused-expressions": "error",
    "no-unused-vars": "error",
    // Tables of text may stand below the functions that read them.
    "no-use-before-define": ["error", { functions: false, variables: false }],
    "no-useless-return": "error",
    "no-var": "error",
    "object-shorthand": "error",
    "prefer-const": "error",
    "require-await": "error",
};

module.exports = [
    {
        files: ["sales_discipline/static/**/*.js"],
        ignores: ["**/static/lib/**"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {
                ...globals.browser,
                Chart: "readonly",
                luxon: "readonly",
                odoo: "readonly",
            },
        },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules,
    },
    {
        // The console is how a page tells a test what it found.
        files: ["sales_discipline/static/tests/**/*.js"],
        rules: { "no-console": "off" },
    },
    {
        files: ["*.cjs"],
        languageOptions: { sourceType: "commonjs", globals: globals.node },
        rules,
    },
];
