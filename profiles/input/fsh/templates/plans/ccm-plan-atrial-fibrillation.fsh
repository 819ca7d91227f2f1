Instance: ccm-plan-atrial-fibrillation
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(atrial-fibrillation, [[Atrial fibrillation]], [[Fibrilación auricular]])
* description = "Goals and activities for adults with atrial fibrillation or flutter, with or without a blood thinner."
* insert For(atrial-fibrillation)
* insert Cites([[2023 ACC/AHA/ACCP/HRS guideline for the diagnosis and management of atrial fibrillation]], [[https://doi.org/10.1161/CIR.0000000000001193]])
* insert GoalHeartRate(atrial-fibrillation)
* insert GoalBloodPressure(atrial-fibrillation)
* insert GoalInr(atrial-fibrillation)
* insert Do(home-pulse, heart-rate)
* insert Do(home-blood-pressure, blood-pressure)
* insert Do(test-inr, inr)
* insert When([[%drugs.where(contains('warfarin')).exists()]])
* insert DoAlso(blood-thinner-review)
* insert When([[%drugs.where(contains('warfarin') or contains('apixaban') or contains('rivaroxaban') or contains('dabigatran') or contains('edoxaban')).exists()]])
* insert DoAlso(test-kidney-function)
* insert DoAlso(test-blood-count)
* insert DoAlso(symptoms-atrial-fibrillation)
* insert DoAlso(limit-alcohol)
