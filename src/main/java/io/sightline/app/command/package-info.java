/**
 * What the commands share: the console they speak on, the errors they end with, the words of a
 * command line made into sources, engines, recipes and folders. Knows no command. Start at {@link
 * io.sightline.app.command.Console}.
 */
@NullMarked
package io.sightline.app.command;

import org.jspecify.annotations.NullMarked;
