/** Reports of how sellers evade detection, with their code words: reported by members, published by staff. */
@NullMarked
package org.alarmcall.tactic;

import org.jspecify.annotations.NullMarked;
