// Loads SQL scripts into PGlite with Apache AGE one after the other and prints the rows of each query, a line a query.
// Input: [{"scripts": [path, …], "queries": [sql, …]}, …] on standard input; run in the folder where the packages are.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.cwd()}/`));
const { PGlite } = require("@electric-sql/pglite");
const { age } = require("@electric-sql/pglite-age");
const jobs = JSON.parse(readFileSync(0, "utf8"));
const server = new PGlite({ extensions: { age } });
for (const { scripts, queries } of jobs) {
  for (const script of scripts) await server.exec(readFileSync(script, "utf8"));
  for (const query of queries) console.log(JSON.stringify((await server.query(query)).rows));
}
