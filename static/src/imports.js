// What a script adds to the pages of imports: a file sent with its progress, a report that keeps itself
// up to date, rows mended where they stand.  Everything works without it.
import { attachMending } from "./imports/mending.js";
import { attachProgress } from "./imports/progress.js";
import { attachUpload } from "./imports/upload.js";

attachUpload();
attachMending();
attachProgress(attachMending);
