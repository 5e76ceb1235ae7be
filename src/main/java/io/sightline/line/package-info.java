/**
 * Runs the lines: takes frames from a source, has them inspected, recorded and counted, and says
 * what happens in events. Where parts wait, several are looked at side by side and concluded in
 * their order: see {@code Examination}. A line owns its detector and opens another when it fails,
 * unless that one has looked at too few parts to have proven itself: see {@code Recovery}. The only
 * package that starts frame threads. Imports {@code capture}, {@code detect}, {@code store} and
 * below. Start at {@link io.sightline.line.Line}.
 */
@NullMarked
package io.sightline.line;

import org.jspecify.annotations.NullMarked;
