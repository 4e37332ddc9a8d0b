/** The trained timbre model as a program of its own, which the compiler's thread loads with the first piece. */

import type { JointModel } from '../../models/timbre/index.ts'
import { openTimbreModel } from '../service/timbre-model.ts'
import { timbreSourcesAt } from './timbre-files.ts'

/** @param folder address of the space's files, with a slash at its end. @throws where one of them is not there, or damaged */
export const modelAt = (folder: string): Promise<JointModel> => openTimbreModel(timbreSourcesAt(folder))
