/** When two channels are one sound that is turned round on one side. */

import type { Ratio } from '../units.ts'

/** Their sum has then lost 12 dB to their difference. Of a stereo recording, however wide, both are nearly alike. */
export const CANCELLED: Ratio = 16
