/**
 * How a dump of any size lies in RawDump objects: cut into gzip parts, named and labelled, and put
 * together again.
 */
@NullMarked
package dev.stuckpod.crds.rawdump;

import org.jspecify.annotations.NullMarked;
