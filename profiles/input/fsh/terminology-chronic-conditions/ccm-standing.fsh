CodeSystem: CcmStanding
Id: ccm-standing
Title: "Standing of a condition"
Description: "Whether a recognized condition counts among a patient's chronic conditions."
* ^caseSensitive = true
* ^experimental = false
* #counts "Counts" "Counts as a chronic condition while it is active."
* #review "For review" "Counts as a chronic condition when a clinician confirms it."
* #never "Does not count" "Does not count as a chronic condition by itself."
