/**
 * Looks at the app before its end, whoever says that it is near, and keeps a dump of what looked
 * stuck until the operator has fetched it.
 */
@NullMarked
package dev.stuckpod.sidecar.lastlook;

import org.jspecify.annotations.NullMarked;
