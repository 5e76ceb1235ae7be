/**
 * What is judged and how: values (part, box, detection, defect, inspection) and the rules that turn
 * detections into a verdict. Imports the JDK only; everything else may import it. Start at {@link
 * io.sightline.inspection.Inspector}.
 */
@NullMarked
package io.sightline.inspection;

import org.jspecify.annotations.NullMarked;
