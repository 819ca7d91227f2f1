CodeSystem: CcmGoalKind
Id: ccm-goal-kind
Title: "Kinds of care-plan goals"
Description: "Goals that the templates propose. Two templates that propose the same kind of goal give the patient one goal, with the stricter target."
* ^caseSensitive = true
* ^experimental = false
* ^property[0].code = #insteadOf
* ^property[0].description = "A kind of goal that this one contradicts: where both are proposed, this one is suggested and the other is not."
* ^property[0].type = #code
* #a1c "A1c in range" "Average blood sugar of three months."
* #blood-pressure "Blood pressure in range" "Blood pressure, at home or in the office."
* #ldl "LDL cholesterol in range" "LDL cholesterol."
* #urine-albumin "Less protein in the urine" "Albumin in the urine, a sign of kidney damage."
* #kidney-function "Kidney function kept" "Estimated filtration rate of the kidneys."
* #dry-weight "No fluid gain" "Body weight without extra fluid, in heart failure."
* #weight-loss "Weight loss" "Losing some weight, on purpose."
* #weight-kept "No unplanned weight loss" "Keeping weight, where losing it is a danger."
* #weight-kept ^property[0].code = #insteadOf
* #weight-kept ^property[0].valueCode = #weight-loss
* #oxygen "Oxygen in range" "Oxygen saturation."
* #heart-rate "Heart rate in range" "Heart rate at rest."
* #inr "INR in range" "Clotting time on warfarin."
* #asthma-control "Asthma under control" "Asthma Control Test."
* #mood "Better mood" "PHQ-9 depression score."
* #pain "Less pain" "Pain from 0 to 10."
* #fall-risk "Fewer falls" "Fall risk score."
* #vitamin-d "Enough vitamin D" "Vitamin D in the blood."
* #physical-activity "More movement" "Days a week with moderate activity."
* #tobacco-free "Free of tobacco" "Not smoking."
