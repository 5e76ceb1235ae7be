/** Tests of what the commands share. */
@NullMarked
package io.sightline.app.command;

import org.jspecify.annotations.NullMarked;
