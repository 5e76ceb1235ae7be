/**
 * Runs the lines: takes frames from a source, has them inspected, recorded and counted, and reports
 * what happens as events. Waiting parts are inspected in parallel and concluded in order: see
 * {@code PartsUnderInspection}. A line owns its detector and opens another one when it fails,
 * unless that one has not proven itself: see {@code Recovery}. The only package that starts frame
 * threads. Imports {@code capture}, {@code detect}, {@code store} and below. Start at {@link
 * io.sightline.line.Line}.
 */
@NullMarked
package io.sightline.line;

import org.jspecify.annotations.NullMarked;
