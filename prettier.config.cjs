// Widths and indents come from .editorconfig. The plugin is found through
// NODE_PATH, as make lint keeps its node_modules in .odoo/node.
module.exports = {
    plugins: [require.resolve("@prettier/plugin-xml")],
    bracketSpacing: true,
    trailingComma: "es5",
    // Whitespace is content in Odoo's templates.
    xmlWhitespaceSensitivity: "preserve",
};
