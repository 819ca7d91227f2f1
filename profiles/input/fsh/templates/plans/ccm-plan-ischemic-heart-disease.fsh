Instance: ccm-plan-ischemic-heart-disease
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(ischemic-heart-disease, [[Coronary artery disease]], [[Enfermedad de las arterias coronarias]])
* description = "Goals and activities for adults with ischemic heart disease."
* insert For(ischemic-heart-disease)
* insert Cites([[2023 AHA/ACC guideline for the management of patients with chronic coronary disease]], [[https://doi.org/10.1161/CIR.0000000000001168]])
* insert GoalLdl(ischemic-heart-disease, 70)
* insert GoalBloodPressure(ischemic-heart-disease)
* insert GoalPhysicalActivity(ischemic-heart-disease)
* insert GoalTobaccoFree(ischemic-heart-disease)
* insert Do(test-lipids, ldl)
* insert Do(eat-heart-healthy, ldl)
* insert Do(medication-review, ldl)
* insert Do(home-blood-pressure, blood-pressure)
* insert Do(move-more, physical-activity)
* insert Do(cardiac-rehabilitation, physical-activity)
* insert Do(quit-smoking, tobacco-free)
* insert When([[%smoker]])
* insert DoAlso(symptoms-chest-pain)
* insert DoAlso(flu-vaccine)
