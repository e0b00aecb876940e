// What a script adds to the page of a lot.  Without it the pictures are links, the bids a table, and the
// times those of the court.
import { drawCharts } from "./lot/chart.js";
import { openGalleries } from "./lot/gallery.js";
import { offerCopies } from "./lot/share.js";
import { showOwnTimes } from "./lot/times.js";

openGalleries();
showOwnTimes();
offerCopies();
drawCharts();
