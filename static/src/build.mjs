// Builds static/ from static/src: one style, and one script for every file that stands directly here.
// Of Bootstrap's grid and utilities only what a template or script names is kept; badges are our own.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { PurgeCSS } from "purgecss";

const source = dirname(fileURLToPath(import.meta.url));
const root = join(source, "..", "..");
const content = ["templates/**/*.html", "static/src/**/*.js"].map((pattern) => join(root, pattern));

const purged = {
  name: "purged",
  setup(bundle) {
    bundle.onLoad({ filter: /bootstrap-(grid|utilities)\.css$/ }, async ({ path }) => {
      const css = [{ raw: readFileSync(path, "utf8") }];
      const [kept] = await new PurgeCSS().purge({ content, css, blocklist: [/^text-bg-/] });
      return { contents: kept.css, loader: "css" };
    });
  },
};
const scripts = readdirSync(source).filter((name) => name.endsWith(".js"));
const shared = { bundle: true, minify: true, legalComments: "inline", logLevel: "warning" };

await build({
  ...shared,
  entryPoints: [join(source, "site.css")],
  outfile: join(root, "static", "site.css"),
  plugins: [purged],
});
for (const name of scripts) {
  await build({
    ...shared,
    entryPoints: [join(source, name)],
    outfile: join(root, "static", basename(name)),
    format: "iife",
    target: "es2020",
  });
}
