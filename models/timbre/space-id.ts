/** What a stored timbre belongs to. */
export const SPACE_ID = 'sil-timbre/2'
/** Of the meaning of the 62 features: heads trained on others do not fit. */
export const FEATURES_FILE_VERSION = 1
